using System.Reflection;
using System.Text.RegularExpressions;
using JamLab.Inventory.Diagnostics;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

public partial class CodeTests
{
    private static readonly HashSet<string> OfInventories =
        [.. typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void What_stages_complain_of_has_no_code_of_an_inventorys_mistake()
    {
        var sources = Directory.GetFiles(Repository.File("pipelines"), "*.cs", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "Codes.cs").ToList();
        sources.Count.ShouldBeGreaterThan(100);
        sources.SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Where(OfInventories.Contains).Select(code => $"{Path.GetFileName(file)}: {code}")).ShouldBeEmpty();
    }

    [GeneratedRegex("\"(JAM[0-9]{4})\"")]
    private static partial Regex Code();
}

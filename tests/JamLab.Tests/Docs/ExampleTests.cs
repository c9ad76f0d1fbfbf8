using System.Runtime.CompilerServices;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Docs;

public sealed class ExampleTests
{
    [Fact]
    public void The_role_that_the_docs_show_is_one_that_compiles()
    {
        var code = Read("ChronyRole.cs");
        var shown = code[code.IndexOf("public sealed class", StringComparison.Ordinal)..];
        Read("../../../docs/configuration.md").ShouldContain($"```csharp\n{shown}```\n");
    }

    private static string Read(string file, [CallerFilePath] string here = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, file));
}

using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

/// <summary>Each folder under Broken is named after what is wrong; beside the inventory lies the exact text that it prints.</summary>
public class BrokenTests
{
    public static TheoryData<string> All => [.. Directories().Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_broken_inventory_prints_exactly_its_approved_text(string name)
    {
        var folder = Folder(name);
        var diagnostics = Parse(folder).Diagnostics;
        diagnostics.ShouldNotBeEmpty();
        Approved.MatchFile(Print(folder, diagnostics), Path.Combine(folder, "expected.approved.txt"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_inventory_with_an_error_gives_no_model_and_one_with_warnings_does(string name)
    {
        var result = Parse(Folder(name));
        (result.Inventory is null).ShouldBe(result.Diagnostics.Any(one => one.Severity == Severity.Error));
    }

    [Fact]
    public void There_are_at_least_sixty() => Directories().Length.ShouldBeGreaterThanOrEqualTo(60);

    [Fact]
    public void Every_code_is_shown_by_one_of_them()
    {
        var shown = Directories().SelectMany(folder => Parse(folder).Diagnostics).Select(one => one.Code).ToHashSet();
        // A file of more than 32 MiB is made in TextTests.
        Codes.Descriptions.Keys.Where(code => !shown.Contains(code)).ShouldBeEmpty();
    }

    internal static string[] Directories() => Directory.GetDirectories(Repository.File("tests", "JamLab.Tests", "Inventory", "Broken"));

    private static string Folder(string name) => Repository.File("tests", "JamLab.Tests", "Inventory", "Broken", name);

    private static InventoryResult Parse(string folder) =>
        InventoryFile.Parse(File.ReadAllText(Path.Combine(folder, "inventory.yml")), "inventory.yml", Repository.Images, SampleRoles.All);

    private static string Print(string folder, IReadOnlyList<Diagnostic> diagnostics) =>
        DiagnosticPrinter.Text(diagnostics, _ => File.ReadAllLines(Path.Combine(folder, "inventory.yml")), color: false);
}

using System.Text.Json;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

public class PrinterTests
{
    private const string Path = "environments/home lab/inventory.yml";

    private static readonly string[] Lines = ["vms:", "\thead: { memory: 12G } # 日本語 x", "  jam: { password: hunter2, shel: x }"];

    private static readonly Diagnostic[] Three =
    [
        new(Codes.BadSize, Severity.Error, new SourceSpan(Path, 2, 18, 3), "'12G' is not a size", "did you mean 12GiB?"),
        new(Codes.EmptyGroup, Severity.Warning, new SourceSpan(Path, 3, 28, 4), "nobody is here"),
        new("JAM0001", Severity.Error, null, "no environment of that name", "the environments are local and home"),
    ];

    [Fact]
    public void In_colour() => Approved.Match(DiagnosticPrinter.Text(Three, _ => Lines, color: true).Replace('\e', '␛'), "printer-colour");

    [Fact]
    public void Without_the_file_the_line_is_left_out() => Approved.Match(DiagnosticPrinter.Text(Three, _ => null, color: false), "printer-no-file");

    [Fact]
    public void As_json() => Approved.Match(DiagnosticPrinter.Json(Three), "printer", "json");

    [Fact]
    public void As_sarif() => Approved.Match(DiagnosticPrinter.Sarif(Three), "printer-sarif", "json");

    [Fact]
    public void Nothing_found_prints_nothing_and_is_still_json()
    {
        DiagnosticPrinter.Text([], _ => null, color: true).ShouldBe("");
        JsonDocument.Parse(DiagnosticPrinter.Json([])).RootElement.GetProperty("errors").GetInt32().ShouldBe(0);
        JsonDocument.Parse(DiagnosticPrinter.Sarif([])).RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void After_a_hundred_the_rest_is_counted()
    {
        var many = Enumerable.Range(1, 130).Select(i => Three[0] with { Message = $"number {i}" }).ToList();
        var text = DiagnosticPrinter.Text(many, _ => Lines, color: false);
        text.ShouldContain("number 100\n");
        text.ShouldNotContain("number 101\n");
        text.ShouldContain("… and 30 more");
        text.ShouldEndWith("130 errors\n");
    }

    [Theory]
    [InlineData("password: hunter2", "password: ***")]
    [InlineData("  root_password: \"hunter2 \\\" x\" # why", "  root_password: *** # why")]
    [InlineData("password: 'it''s hunter2' # why", "password: *** # why")]
    [InlineData("a: { api_key: hunter2, b: c }", "a: { api_key: ***, b: c }")]
    [InlineData("\"token\" : hunter2 # comment", "\"token\" : *** # comment")]
    [InlineData("password: !vault abc", "password: !vault abc")]
    [InlineData("secret:", "secret:")]
    [InlineData("url: https://me:hunter2@host/x", "url: https://me:***@host/x")]
    [InlineData("x: -----BEGIN RSA PRIVATE KEY-----hunter2", "x: -----BEGIN RSA PRIVATE KEY-----***")]
    [InlineData("key: AGE-SECRET-KEY-1HUNTER2", "key: AGE-SECRET-KEY***")]
    [InlineData("address: 10.0.0.1", "address: 10.0.0.1")]
    public void A_secret_is_never_shown_whatever_the_line_is_shown_for(string line, string shown) =>
        ShownLine.Of([line], new SourceSpan("f", 1, 1)).Text.ShouldBe(shown);

    [Theory]
    [InlineData("password: |", "  hunter2", "  ***")]
    [InlineData("  password: >-", "    hunter2 and more", "    ***")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----", "b3BlbnNzaC1r", "***")]
    [InlineData("vms: |", "  hunter2", "  hunter2")]
    public void A_secret_on_the_lines_below_is_hidden_too(string above, string line, string shown) =>
        ShownLine.Of([above, line], new SourceSpan("f", 2, 1)).Text.ShouldBe(shown);

    [Fact]
    public void No_broken_inventory_lets_its_secret_through_in_any_form()
    {
        foreach (var folder in BrokenTests.Directories())
        {
            var file = System.IO.Path.Combine(folder, "inventory.yml");
            var diagnostics = InventoryFile.Parse(File.ReadAllText(file), "inventory.yml", Repository.Images, SampleRoles.All).Diagnostics;
            var printed = DiagnosticPrinter.Text(diagnostics, _ => File.ReadAllLines(file), false) + DiagnosticPrinter.Json(diagnostics) + DiagnosticPrinter.Sarif(diagnostics);
            foreach (var secret in new[] { "hunter2", "0b5a1a52", "notareal", "MIIEowIB", "b3BlbnNzaC1r" })
                printed.ShouldNotContain(secret, Case.Sensitive, folder);
        }
    }

    [Theory]
    [InlineData("ab\tcd", 4, 2, "ab    cd", 6, 2)]
    [InlineData("日本語: x", 3, 1, "日本語: x", 4, 2)]
    [InlineData("e\u0301x", 3, 1, "e\u0301x", 1, 1)]
    [InlineData("a\u202Eb", 3, 1, "ab", 1, 1)]
    [InlineData("x: y", 40, 5, "x: y", 4, 1)]
    [InlineData("", 1, 1, "", 0, 1)]
    public void The_caret_stands_where_a_terminal_shows_the_character(string line, int column, int length, string shown, int caret, int width) =>
        ShownLine.Of([line], new SourceSpan("f", 1, column, length)).ShouldBe(new ShownLine(shown, caret, width));
}

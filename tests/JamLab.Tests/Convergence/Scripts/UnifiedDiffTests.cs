using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JamLab.Convergence.Scripts;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Scripts;

public sealed class UnifiedDiffTests
{
    /// <summary>Texts of few different lines, so that they have much in common.</summary>
    public sealed record Text(string Value)
    {
        public static Arbitrary<Text> Arbitrary() =>
            Arb.From(
                from lines in Gen.Elements("a", "b", "c", "", "  d").ListOf()
                from end in Gen.Elements("", "\n")
                select new Text(lines.Count == 0 ? "" : string.Join('\n', lines) + end),
                Smaller);

        private static IEnumerable<Text> Smaller(Text text)
        {
            var lines = text.Value.Split('\n');
            return lines.Length < 2 ? [] : Enumerable.Range(0, lines.Length).Select(i => new Text(string.Join('\n', lines.Where((_, at) => at != i))));
        }
    }

    [Property(Arbitrary = [typeof(Text)], MaxTest = 150)]
    public void Applied_to_the_old_text_it_gives_the_new_one(Text before, Text after)
    {
        var diff = UnifiedDiff.Between(before.Value, after.Value);
        if (before.Value == after.Value)
            diff.ShouldBe("");
        else
            Patched(before.Value, diff).ShouldBe(after.Value, diff);
    }

    [Fact]
    public void It_shows_three_lines_around_and_what_has_no_end() =>
        UnifiedDiff.Between("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n").ShouldBe(
            """
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +five
             6
             7
             8
            @@ -10,4 +10,4 @@
             10
             11
             12
            -13
            \ No newline at end of file
            +13

            """);

    [Fact]
    public void Huge_texts_are_only_said_to_differ() =>
        UnifiedDiff.Between(string.Concat(Enumerable.Repeat("x\n", 4001)), "x\n").ShouldBe("(4001 lines -> 1 lines)\n");

    private static string Patched(string before, string diff)
    {
        using var folder = new TemporaryFolder();
        var (old, patch, result) = (folder.With("old", before), folder.With("diff", $"--- old\n+++ new\n{diff}"), folder / "new");
        using var process = Process.Start(new ProcessStartInfo("patch", ["-s", "-f", "-F0", "-o", result, old, patch]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, said + diff);
        return System.IO.File.ReadAllText(result);
    }
}

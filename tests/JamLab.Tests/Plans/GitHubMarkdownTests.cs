using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using JamLab.Stages.Plans;
using JamLab.Stages.Plans.Markdown;
using JamLab.Stages.Processes;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Plans;

/// <summary>What GitHub's own reader of Markdown makes of pages with hostile texts (Debian's package cmark-gfm).</summary>
public sealed partial class GitHubMarkdownTests
{
    [Fact]
    public async Task GitHubs_reader_sees_hostile_texts_as_code_and_nothing_else()
    {
        var program = Programs.Find("cmark-gfm", Programs.Folders(Environment.GetEnvironmentVariable("PATH")));
        Assert.SkipWhen(program is null, "cmark-gfm is not on PATH (Debian's package cmark-gfm)");
        var plain = Skeleton(await ReadAsync(program!, HostilePlan.With("x").ToMarkdown()), out _);
        var drift = Skeleton(await ReadAsync(program!, DriftReport.Of([HostilePlan.With("x")], "home").Body), out _);
        foreach (var text in HostileText.Arbitrary().Generator.Sample(60, 40).Select(one => one.Value))
        {
            Skeleton(await ReadAsync(program!, HostilePlan.With(text).ToMarkdown()), out var codes).ShouldBe(plain, text);
            codes.Count(code => code == text).ShouldBeGreaterThanOrEqualTo(9, text);
            codes.ShouldContain($"{text}\n{text}", text);
            Skeleton(await ReadAsync(program!, DriftReport.Of([HostilePlan.With(text)], "home").Body), out _).ShouldBe(drift, text);
        }
    }

    private static string Skeleton(string html, out List<string> codes)
    {
        var found = new List<string>();
        var skeleton = Code().Replace(html, code =>
        {
            found.Add(VisibleText.Read(WebUtility.HtmlDecode(code.Groups[1].Value)));
            // A block ends in the line feed before its fence.
            if (code.Groups[1].Value.EndsWith('\n'))
                found.Add(found[^1][..^1]);
            return "[code]";
        });
        codes = found;
        return skeleton;
    }

    private static async Task<string> ReadAsync(string program, string page)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(page);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await output;
    }

    [GeneratedRegex("<code(?: class=\"[^\"]*\")?>([^<]*)</code>")]
    private static partial Regex Code();
}

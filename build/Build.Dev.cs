using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Serilog;

// What the people who change this repository run.
partial class Build
{
    [Parameter("Runs only the tests whose full name contains this")]
    readonly string? TestFilter;

    [Parameter("Runs only these of the folders under tests/")]
    readonly string[]? TestProject;

    [Parameter("Runs only these benchmarks")]
    readonly string[]? Benchmark;

    AbsolutePath SolutionFile => RootDirectory / "JamLab.sln";

    AbsolutePath TestResultsDirectory => RootDirectory / "artifacts" / "test-results";

    // DOTNET_EXE is the SDK that started this build; it need not be on PATH.
    static Tool DotNet => ToolResolver.GetEnvironmentOrPathTool("dotnet");

    Target Test => _ => _
        .Description("Compiles and runs the tests; ends with 'N passed, N failed, N skipped'")
        .Executes(() =>
        {
            TestResultsDirectory.CreateOrCleanDirectory();
            var projects = (RootDirectory / "tests").GlobDirectories("*Tests*").Where(x => x.ContainsFile("*.csproj") && TestProject?.Contains(x.Name) != false).ToList();
            // A job of a matrix does not wait for what the others test.
            foreach (var built in TestProject is null ? [SolutionFile] : projects.Select(x => x / $"{x.Name}.csproj"))
                DotNet($"build {built} --nologo -v quiet -clp:NoSummary -tl:off -nodeReuse:false");

            var counts = new TestCounts(0, 0, 0);
            foreach (var project in projects)
                counts += RunTests(project);

            (TestResultsDirectory / "summary.txt").WriteAllText(counts.ToString());
            Log.Information("{Counts:l}", counts.ToString());
            Assert.True(counts.Failed == 0, $"{counts.Failed} tests failed");
            Assert.True(counts.Passed > 0, "No test ran");
        });

    Target Format => _ => _
        .Description("Applies the code style to all sources")
        .Executes(() => DotNet($"format {SolutionFile} --no-restore"));

    Target Benchmarks => _ => _
        .Description("Measures what docs/benchmarks.md quotes, and writes it there")
        .Executes(() => DotNet($"run --project {RootDirectory / "tests" / "JamLab.Benchmarks"} -c Release -- {string.Join(' ', Benchmark ?? []):nq}"));

    // What a run costs that has nothing to do.
    Target Nothing => _ => _
        .Unlisted()
        .Executes(() => { });

    TestCounts RunTests(AbsolutePath project)
    {
        var assembly = project.GlobFiles($"bin/Debug/*/{project.Name}.dll").Single();
        var report = TestResultsDirectory / $"{project.Name}.json";
        var filter = TestFilter is null ? "" : $"-method *{TestFilter}*";
        // Its exit code says no more than the report does.
        DotNet($"exec {assembly} -noColor -noLogo -longRunning 180 -result-ctrf {report} {filter:nq}", workingDirectory: project, exitHandler: _ => { });
        Assert.True(report.FileExists(), $"The tests of {project.Name} broke off");
        var json = report.ReadAllText();
        foreach (var (name, reason) in TestCounts.SkippedTests(json))
            Log.Information("Skipped {Test:l}: {Reason:l}", name, reason);
        return TestCounts.Read(json);
    }

    // The counts of a Common Test Report Format file, https://ctrf.io/docs/specification/summary
    sealed record TestCounts(int Passed, int Failed, int Skipped)
    {
        public static TestCounts Read(string report)
        {
            using var json = JsonDocument.Parse(report);
            var summary = json.RootElement.GetProperty("results").GetProperty("summary");
            return new TestCounts(Count("passed"), Count("failed") + Count("other"), Count("skipped") + Count("pending"));

            int Count(string name) => summary.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
        }

        public static List<(string Name, string Reason)> SkippedTests(string report)
        {
            using var json = JsonDocument.Parse(report);
            return json.RootElement.GetProperty("results").GetProperty("tests").EnumerateArray()
                .Where(x => x.GetProperty("status").GetString() is "skipped" or "pending")
                .Select(x => (x.GetProperty("name").GetString()!, x.TryGetProperty("message", out var message)
                    ? message.GetString()!
                    : "it takes minutes and runs only when asked for (-explicit)"))
                .ToList();
        }

        public static TestCounts operator +(TestCounts a, TestCounts b) =>
            new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

        public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
    }
}

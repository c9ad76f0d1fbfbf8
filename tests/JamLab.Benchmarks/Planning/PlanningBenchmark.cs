using System.Diagnostics;
using System.Globalization;
using JamLab.Benchmarks.Configuration.Fleet;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using Directory = System.IO.Directory;
using File = JamLab.Convergence.Resources.File;
using HostDirectory = JamLab.Convergence.Resources.Directory;

namespace JamLab.Benchmarks.Planning;

/// <summary>What a host costs the controller itself when nothing differs: the text of the questions, reading a recorded answer, and the comparison.</summary>
internal sealed class PlanningBenchmark : IBenchmark
{
    private const int Runs = 201;
    private static readonly int[] Sizes = [40, 300];

    public string Name => "planning";

    public string Title => "Planning a host";

    public async Task<string> RunAsync(string repository, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        foreach (var size in Sizes)
        {
            var root = Directory.CreateTempSubdirectory("jamlab-planning-").FullName;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(root + Wanted.UnitPath("any"))!);
                rows.Add(await MeasureAsync(Resources(size, root), cancellationToken).ConfigureAwait(false));
            }
            finally
            {
                Directory.Delete(root, recursive: true);
            }
        }

        return $"""
            Files, directories and lines of a host on which nothing differs, without SSH: questions written, a recorded answer read, compared, reported; medians of {Runs} runs.
            {Repository.Machine}. Run it with `./build.sh Benchmarks --benchmark planning`.

            | resources | time | allocated | questions | answer |
            |---:|---:|---:|---:|---:|
            {string.Join('\n', rows)}
            """;
    }

    private static async Task<string> MeasureAsync(IReadOnlyList<Declared> resources, CancellationToken cancellation)
    {
        var shell = new RecordingShell();
        await RunAsync(shell, resources, dryRun: false, cancellation).ConfigureAwait(false);
        // The answer of a host that has everything is what is played from now on.
        await RunAsync(shell, resources, dryRun: true, cancellation).ConfigureAwait(false);
        shell.IsPlaying = true;
        var times = new List<double>();
        var allocated = 0L;
        for (var run = -1; run < Runs; run++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var started = Stopwatch.GetTimestamp();
            var report = await RunAsync(shell, resources, dryRun: true, cancellation).ConfigureAwait(false);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            if (report.Outcome != HostOutcome.Unchanged)
                throw new InvalidOperationException($"a host on which nothing differs was found {report.Outcome}: {report.Problem}");
        }

        var median = times.Skip(1).Order().ElementAt(Runs / 2);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {resources.Count} | {median:0.00} ms | {allocated / 1000:N0} kB | {shell.QuestionLength / 1000.0:0.0} kB | {shell.AnswerLength / 1000.0:0.0} kB |");
    }

    private static async Task<HostReport> RunAsync(RecordingShell shell, IReadOnlyList<Declared> resources, bool dryRun, CancellationToken cancellation)
    {
        var run = new FleetRun(new RunSettings { DryRun = dryRun }, TimeProvider.System);
        var report = (await run.RunAsync([new HostDeclaration(shell, resources)], [], cancellation).ConfigureAwait(false))[0];
        return report.Problem is null ? report : throw new InvalidOperationException(report.Problem);
    }

    // Of a somewhat larger host what this computer can have in a folder: no accounts, units or kernel settings.
    private static IReadOnlyList<Declared> Resources(int size, string root)
    {
        var wanted = new Wanted(size + (size / 4));
        var files = wanted.Files.Concat(wanted.Units.Select(unit => (Path: Wanted.UnitPath(unit.Name), unit.Text))).ToList();
        Resource[] all =
        [
            .. wanted.Directories.Select(path => new HostDirectory(root + path) { Mode = 0b111_101_000 }),
            .. files.Select(file => new File(root + file.Path, file.Text)),
            .. wanted.Lines.Select(line => new Line(root + Wanted.LinesFile, line)),
        ];
        return [.. all.Take(size).Select(resource => new Declared("fleet", resource))];
    }
}

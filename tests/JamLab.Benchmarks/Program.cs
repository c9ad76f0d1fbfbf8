using System.Runtime.InteropServices;
using JamLab.Benchmarks;
using JamLab.Benchmarks.Configuration;
using JamLab.Benchmarks.Lab;
using JamLab.Benchmarks.Planning;
using JamLab.Benchmarks.Startup;

IBenchmark[] all = [new StartupBenchmark(), new InventoryBenchmark(), new LabBenchmark(), new PlanningBenchmark(), new ConfigureBenchmark()];

var unknown = args.Where(x => !all.Any(y => y.Name == x)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"No benchmark is called {string.Join(", ", unknown)}; there are {string.Join(", ", all.Select(x => x.Name))}.");
    return 2;
}

// Machines that were made for measuring go with the run, however it is ended.
using var stop = new CancellationTokenSource();
PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
var registrations = signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    stop.Cancel();
})).ToList();

var repository = Repository.Find();
// A run of another size than the documentation's has a document of its own.
var document = Environment.GetEnvironmentVariable("JAMLAB_BENCHMARK_DOCUMENT") is { Length: > 0 } own ? Path.GetFullPath(own) : Path.Combine(repository, "docs", "benchmarks.md");
if (!File.Exists(document))
    File.WriteAllText(document, "");
try
{
    foreach (var benchmark in all.Where(x => args.Length == 0 || args.Contains(x.Name)))
    {
        var text = await benchmark.RunAsync(repository, stop.Token);
        Console.WriteLine($"{benchmark.Title}\n\n{text}\n");
        File.WriteAllText(document, Report.Put(File.ReadAllText(document), benchmark.Name, benchmark.Title, text));
    }

    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped; nothing was left behind, and what was not finished is not in the document.");
    return 130;
}
finally
{
    registrations.ForEach(one => one.Dispose());
}

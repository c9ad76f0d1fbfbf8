using JamLab.Benchmarks;
using JamLab.Benchmarks.Lab;
using JamLab.Benchmarks.Startup;

IBenchmark[] all = [new StartupBenchmark(), new InventoryBenchmark(), new LabBenchmark()];

var unknown = args.Where(x => !all.Any(y => y.Name == x)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"No benchmark is called {string.Join(", ", unknown)}; there are {string.Join(", ", all.Select(x => x.Name))}.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

var repository = Repository.Find();
var document = Path.Combine(repository, "docs", "benchmarks.md");
foreach (var benchmark in all.Where(x => args.Length == 0 || args.Contains(x.Name)))
{
    var text = await benchmark.RunAsync(repository, stop.Token);
    Console.WriteLine($"{benchmark.Title}\n\n{text}\n");
    File.WriteAllText(document, Report.Put(File.ReadAllText(document), benchmark.Name, benchmark.Title, text));
}

return 0;

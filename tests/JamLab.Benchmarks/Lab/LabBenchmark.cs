using System.Diagnostics;
using CliWrap;

namespace JamLab.Benchmarks.Lab;

/// <summary>The main job as a whole process: the three machines of environments/local, from nothing and with nothing to change.</summary>
internal sealed class LabBenchmark : IBenchmark
{
    private const int Runs = 7;

    public string Name => "lab";

    public string Title => "Three machines";

    public async Task<string> RunAsync(string repository, CancellationToken cancellationToken)
    {
        await using var lab = await LabCopy.CreateAsync(repository, cancellationToken).ConfigureAwait(false);
        var cache = Path.Combine(lab.Root, "cache");
        var rows = new List<string>();

        await Row("template and machines from nothing, qemu", "8 min", [lab.Build("ProvisionVms --hypervisor qemu", cache)]).ConfigureAwait(false);
        await Row("nothing to change, qemu", "3 s", Enumerable.Repeat(lab.Build("ProvisionVms --hypervisor qemu", cache), Runs)).ConfigureAwait(false);
        await Row("no template to build", "0.5 s", Enumerable.Repeat(lab.Build("BuildTemplates", cache), Runs)).ConfigureAwait(false);
        await lab.Build("DestroyVms --hypervisor qemu --allow-destroy", cache).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await Row("machines, with the template there, qemu", "2.5 min", [lab.Build("ProvisionVms --hypervisor qemu", cache)]).ConfigureAwait(false);
        await lab.Build("DestroyVms --hypervisor qemu --allow-destroy", cache).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await Row("machines, with the template there, nspawn", "20 s", [lab.Build("ProvisionVms --hypervisor nspawn", cache)]).ConfigureAwait(false);
        await Row("nothing to change, nspawn", "3 s", Enumerable.Repeat(lab.Build("ProvisionVms --hypervisor nspawn", cache), Runs)).ConfigureAwait(false);

        return $"""
            The three machines of `environments/local`, each line a whole process `./build.sh`; medians of {Runs} runs where nothing changes, else one run.
            {Environment.ProcessorCount} cores, guests under {await AcceleratorAsync(lab, cancellationToken).ConfigureAwait(false)}. Run it with `./build.sh Benchmarks --benchmark lab` (root; about ten minutes).

            | what | time | goal |
            |---|---:|---:|
            {string.Join('\n', rows)}
            """;

        async Task Row(string what, string goal, IEnumerable<Command> commands)
        {
            var seconds = new List<double>();
            foreach (var command in commands)
            {
                var started = Stopwatch.GetTimestamp();
                await command.ExecuteAsync(cancellationToken).ConfigureAwait(false);
                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            var median = seconds.Order().ElementAt(seconds.Count / 2);
            rows.Add($"| {what} | {(median >= 60 ? $"{(int)median / 60}:{(int)median % 60:00} min" : $"{median:0.00} s")} | {goal} |");
            Console.WriteLine(rows[^1]);
        }
    }

    /// <summary>What the probe kept in the cache says.</summary>
    private static async Task<string> AcceleratorAsync(LabCopy lab, CancellationToken cancellationToken)
    {
        var file = Path.Combine(lab.Root, "cache", "accelerator.json");
        return File.Exists(file) && (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).Contains("tcg: ", StringComparison.Ordinal) ? "TCG" : "KVM";
    }
}

using System.Diagnostics;
using System.Text;
using JamLab.Inventory;

namespace JamLab.Benchmarks;

/// <summary>Loads and checks 10,000 generated hosts and then the small inventory, the first call (with JIT compilation) apart from later ones.</summary>
internal static class InventoryBenchmark
{
    private const int HostCount = 10_000;
    private static readonly string[] Images = ["debian-12"];
    private static readonly string[] Roles = ["base", "dns", "consul", "nomad", "vault", "haproxy", "podman"];

    /// <summary>What is typed to run it alone.</summary>
    public const string Name = "inventory";

    /// <summary>The heading of its figures.</summary>
    public const string Title = "Reading and checking an inventory";

    /// <summary>Measures, and gives the figures as Markdown.</summary>
    public static async Task<string> RunAsync(string repository, CancellationToken cancellationToken)
    {
        var small = await File.ReadAllTextAsync(Path.Combine(repository, "environments", "local", "inventory.yml"), cancellationToken).ConfigureAwait(false);
        var big = Generate();
        var smallFirst = Measure(small, out _);
        var bigFirst = Measure(big, out var result);
        var smallLater = Median(21, () => Measure(small, out _));
        var bigLater = Median(7, () => Measure(big, out _));
        using var process = Process.GetCurrentProcess();
        return $"""
            {HostCount:N0} hosts are {big.Length / 1000:N0} kB of YAML, every host written out; {result.Inventory!.Hosts.Count:N0} were read, {result.Diagnostics.Count} problems found.

            | what | first call | later calls | goal |
            |---|---:|---:|---:|
            | {HostCount:N0} hosts | {bigFirst:N0} ms | {bigLater:N0} ms | 1,500 ms |
            | `environments/local` | {smallFirst:N1} ms | {smallLater:N2} ms | |

            Peak memory of the whole process: {process.PeakWorkingSet64 / 1_000_000} MB (goal: 300 MB).
            """;
    }

    private static double Median(int runs, Func<double> measure) => Enumerable.Range(0, runs).Select(_ => measure()).Order().ElementAt(runs / 2);

    private static double Measure(string yaml, out InventoryResult result)
    {
        var started = Stopwatch.GetTimestamp();
        result = InventoryFile.Parse(yaml, "inventory.yml", Images, Roles);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    // Every host written out, none in a range: what a generator or an export would give.
    private static string Generate()
    {
        var text = new StringBuilder("""
            schema: 1
            lab: { name: big, domain: big.internal, networks: { net: { cidr: 10.0.0.0/8 } } }
            hypervisor: qemu
            users: { jam: { sudo: true } }
            defaults: { template: debian-12, cores: 2, memory: 2GiB, disk: 20GiB, users: [jam], roles: [base] }
            groups:
              web: { roles: [haproxy], memory: 4GiB }
              work: { groups: [web], roles: [podman] }
            vms:

            """);
        for (var i = 0; i < HostCount; i++)
            text.Append($"  n{i}:\n    address: 10.1.{i / 250}.{1 + (i % 250)}\n")
                .Append($"    vm_id: {1000 + i}\n    groups: [{(i % 2 == 0 ? "web" : "work")}]\n    cores: {1 + (i % 8)}\n    disks: {{ data: {1 + (i % 100)}GiB }}\n    after: [{(i == 0 ? "" : $"n{i - 1}")}]\n");
        return text.ToString();
    }
}

using System.Diagnostics;
using System.Text;
using JamLab.Inventory;
using JamLab.Inventory.Parameters;

namespace JamLab.Benchmarks;

/// <summary>Reads and checks 10,000 generated hosts and the small inventory; the first call, with JIT compilation, apart from later ones.</summary>
internal sealed class InventoryBenchmark : IBenchmark
{
    private const int HostCount = 10_000;
    private static readonly string[] Images = ["debian-12"];
    private static readonly RoleDescription[] Roles =
    [
        new("base", "The base.", [new("packages", "More packages.", ParameterKind.List(ParameterKind.Text)), new("motd", "The greeting.", ParameterKind.Text)]),
        .. new[] { "dns", "consul", "nomad", "vault", "haproxy", "podman" }.Select(name => new RoleDescription(name, name, [])),
    ];


    public string Name => "inventory";

    public string Title => "Reading and checking an inventory";

    public async Task<string> RunAsync(string repository, CancellationToken cancellationToken)
    {
        var small = await File.ReadAllTextAsync(Path.Combine(repository, "environments", "local", "inventory.yml"), cancellationToken).ConfigureAwait(false);
        var big = Generate();
        var smallFirst = Measure(small);
        var bigFirst = Measure(big);
        var peak = PeakMegabytes();
        var smallLater = Median(21, small);
        var bigLater = Median(7, big);
        return $"""
            {HostCount:N0} generated hosts, every one written out, are {big.Length / 1000:N0} kB of YAML.
            {Repository.Machine}. Run it with `./build.sh Benchmarks --benchmark inventory`.

            | what | first call | of it processor time | later calls | goal |
            |---|---:|---:|---:|---:|
            | {HostCount:N0} hosts | {bigFirst.Wall:N0} ms | {bigFirst.Processor:N0} ms | {bigLater:N0} ms | 1,500 ms |
            | `environments/local` | {smallFirst.Wall:N0} ms | {smallFirst.Processor:N0} ms | {smallLater:N2} ms | |

            Peak memory of the whole process after the first calls: {peak} MB (goal: 300 MB).
            """;
    }

    private static double Median(int runs, string yaml) => Enumerable.Range(0, runs).Select(_ => Measure(yaml).Wall).Order().ElementAt(runs / 2);

    private static (double Wall, double Processor) Measure(string yaml)
    {
        var (started, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = InventoryFile.Parse(yaml, "inventory.yml", Images, Roles);
        var figures = (Stopwatch.GetElapsedTime(started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        return result.Inventory is null ? throw new InvalidOperationException($"{result.Diagnostics[0]}") : figures;
    }

    private static long PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1_000_000;
    }

    // Every host written out, none in a range: what a generator or an export would give.
    private static string Generate()
    {
        var text = new StringBuilder("""
            schema: 1
            lab: { name: big, domain: big.internal, networks: { net: { cidr: 10.0.0.0/8 } } }
            hypervisor: qemu
            users: { jam: { sudo: true } }
            defaults: { template: debian-12, cores: 2, memory: 2GiB, disk: 20GiB, users: [jam], roles: [base], parameters: { base: { packages: [vim, curl] } } }
            groups:
              web: { roles: [haproxy], memory: 4GiB, parameters: { base: { motd: a web server } } }
              work: { groups: [web], roles: [podman] }
            vms:

            """);
        for (var i = 0; i < HostCount; i++)
            text.Append($"  n{i}:\n    address: 10.1.{i / 250}.{1 + (i % 250)}\n")
                .Append($"    vm_id: {1000 + i}\n    groups: [{(i % 2 == 0 ? "web" : "work")}]\n    cores: {1 + (i % 8)}\n    disks: {{ data: {1 + (i % 100)}GiB }}\n    after: [{(i == 0 ? "" : $"n{i - 1}")}]\n")
                .Append(i % 4 == 0 ? $"    parameters: {{ base: {{ motd: number {i} }} }}\n" : "");
        return text.ToString();
    }
}

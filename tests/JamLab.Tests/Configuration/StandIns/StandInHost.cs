using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;

namespace JamLab.Tests.Configuration.StandIns;

/// <summary>A host whose scripts run on this machine, with addresses and paths put in the place of the real ones.</summary>
internal sealed class StandInHost(string name, IReadOnlyDictionary<string, string> instead) : IHostConnector
{
    public string Host => name;

    public async Task<IHostShell> ConnectAsync(CancellationToken cancellation)
    {
        await Task.CompletedTask;
        return new Shell(instead);
    }

    public async Task<ShellResult> RunAsync(HostText script, CancellationToken cancellation)
    {
        await using var shell = await ConnectAsync(cancellation);
        return await shell.RunAsync(script.Body(), null, cancellation);
    }

    private sealed class Shell(IReadOnlyDictionary<string, string> instead) : IHostShell
    {
        private readonly LocalShell _local = new(["dash", "-s"], null);

        // Each host has a /run of its own, in which a script takes its turn; these share one.
        private readonly string _turn = $"/run/jamlab-test-{Guid.NewGuid():N}";

        public async Task<ShellResult> RunAsync(HostText script, Action<string>? onLine, CancellationToken cancellation)
        {
            var text = instead.Aggregate(script.Reveal().Replace("/run/jamlab-apply", _turn, StringComparison.Ordinal), (text, one) => text.Replace(one.Key, one.Value, StringComparison.Ordinal));
            var result = await _local.RunAsync(text, onLine is null ? null : line => onLine(Real(line)), cancellation);
            return result with { Output = Real(result.Output) };
        }

        // Answers name the paths that were asked for.
        private string Real(string output) => instead.Where(one => one.Key.StartsWith('/')).Aggregate(output, (text, one) => text.Replace(one.Value, one.Key, StringComparison.Ordinal));

        public ValueTask DisposeAsync()
        {
            File.Delete(_turn);
            return _local.DisposeAsync();
        }
    }
}

internal static class Scripts
{
    // A shell that reads its script from stdin must have read all of it before stdin is empty.
    public static HostText Body(this HostText script) => $"body() {{\n{script.Reveal()}\n}}\nbody </dev/null\n";

    public static Task<IReadOnlyList<HostReport>> ConvergeAsync(IEnumerable<(StandInHost Host, IReadOnlyList<Resource> Resources, IReadOnlyList<Resource> Afterwards)> hosts, CancellationToken cancellation) =>
        ConvergeAsync(hosts, new RunSettings(), cancellation);

    public static Task<IReadOnlyList<HostReport>> ConvergeAsync(IEnumerable<(StandInHost Host, IReadOnlyList<Resource> Resources, IReadOnlyList<Resource> Afterwards)> hosts, RunSettings settings, CancellationToken cancellation) =>
        new FleetRun(settings, TimeProvider.System).RunAsync(
            [.. hosts.Select(one => new HostDeclaration(one.Host, Declared(one.Resources)) { Afterwards = Declared(one.Afterwards) })], [], cancellation);

    private static List<Declared> Declared(IReadOnlyList<Resource> resources) => [.. resources.Select(one => new Declared("test", one))];
}

using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Running;

/// <summary>Questions to a host without a plan: one script, nothing is changed.</summary>
public static class HostProbe
{
    /// <summary>Asks all of them in one round trip; throws <see cref="HostLostException"/> and <see cref="HostFailedException"/> as a run would report them.</summary>
    public static async Task<HostFacts> AskAsync(IHostConnector connector, IEnumerable<Fact> facts, CancellationToken cancellation)
    {
        var probe = new ProbeScript(facts, new Markers());
        await using var shell = await connector.ConnectAsync(cancellation).ConfigureAwait(false);
        var result = await shell.RunAsync(probe.Text(), null, cancellation).ConfigureAwait(false);
        return probe.Read(result.Output, result.Errors);
    }
}

using JamLab.Convergence;
using JamLab.Convergence.Running;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Support;

/// <summary>Runs that tests make.</summary>
public static class Converge
{
    public static Task<HostReport> ConvergeAsync(this TestHost host, params IEnumerable<Resource> resources) => host.ConvergeAsync(new RunSettings(), resources);

    public static async Task<HostReport> ConvergeAsync(this TestHost host, RunSettings settings, params IEnumerable<Resource> resources) =>
        (await new FleetRun(settings, TimeProvider.System).RunAsync([new HostDeclaration(host, [.. resources.Select(one => new Declared("test", one))])], [], TestContext.Current.CancellationToken)).Single();

    /// <summary>What a second run must come out as.</summary>
    public static void ShouldBeQuiet(this HostReport report)
    {
        report.Problem.ShouldBeNull();
        report.Outcome.ShouldBe(HostOutcome.Unchanged, string.Join('\n', report.Resources.SelectMany(one => one.Differences)));
        report.RoundTrips.ShouldBe(1);
    }
}

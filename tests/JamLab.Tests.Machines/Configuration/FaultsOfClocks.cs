using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>What a clock leaves behind that was a year ahead or behind and was then set right.</summary>
[Collection("faults")]
public sealed class FaultsOfClocks(FaultLab lab)
{
    private static readonly HostText Text =
        """
        [Service]
        ExecStart=/bin/sleep infinity
        [Install]
        WantedBy=multi-user.target

        """;

    private static readonly Resource[] Service =
    [
        new File("/etc/clockwork.conf", "tick = 1\n"),
        new Unit("clockwork") { UnitFile = Text, RestartOn = ["/etc/clockwork.conf"] },
    ];

    [Theory]
    [InlineData("next year")]
    [InlineData("now + 1 hour")]
    public async Task A_file_from_the_future_restarts_a_unit_once_and_not_at_every_run(string when)
    {
        (await lab.RunAsync(Service)).Problem.ShouldBeNull();
        lab.Inside($"touch -d '{when}' /etc/clockwork.conf /etc/systemd/system/clockwork.service");
        var started = Started();

        var report = await lab.RunAsync(Service);
        report.Problem.ShouldBeNull(report.WayOut);
        report.Outcome.ShouldBe(HostOutcome.Changed);
        var restarted = Started();
        restarted.ShouldNotBe(started);

        await lab.IsSettledAsync(Service);
        Started().ShouldBe(restarted);
    }

    [Fact]
    public async Task A_file_from_the_past_still_restarts_its_unit_when_it_changes()
    {
        (await lab.RunAsync(Service)).Problem.ShouldBeNull();
        // As if edited while the clock stood a year behind, with nobody there to restart the unit.
        lab.Inside("echo 'tick = 2' > /etc/clockwork.conf; touch -d 'last year' /etc/clockwork.conf");
        var started = Started();
        await lab.HealsAsync(Service);
        Started().ShouldNotBe(started);
    }

    private string Started() => lab.Inside("systemctl show -P ActiveEnterTimestampMonotonic clockwork");
}

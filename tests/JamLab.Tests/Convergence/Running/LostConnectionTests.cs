using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Convergence.Running;

public sealed class LostConnectionTests
{
    [Theory]
    [InlineData(ShellKind.Dash, " probed")]
    [InlineData(ShellKind.Dash, " change 0")]
    [InlineData(ShellKind.Dash, " change 3")]
    [InlineData(ShellKind.Dash, " applied")]
    [InlineData(ShellKind.BusyBox, " change 3")]
    public async Task The_next_run_heals_what_a_lost_connection_left(ShellKind shell, string at)
    {
        using var host = new TestHost(shell);
        var resources = Enumerable.Range(0, 6).Select(i => new File($"{host.Root}/{i}", $"{i}\n") { Mode = 0b110_000_000 }).ToList();
        Tree.Write(host.Disk, "0 0644 \"old\"\n4 0644 \"old\"");
        host.LosesAt = line => line.EndsWith(at, StringComparison.Ordinal);

        var lost = await host.ConvergeAsync(resources);
        host.LosesAt = null;
        var healed = await host.ConvergeAsync(resources);

        lost.Outcome.ShouldBe(at == " probed" ? HostOutcome.Unreachable : HostOutcome.Failed);
        lost.Problem.ShouldNotBeNull().ShouldContain("the connection is gone");
        lost.WayOut.ShouldNotBeNull().ShouldContain("run again");
        healed.Problem.ShouldBeNull();
        Tree.Read(host.Disk).ShouldBe(string.Concat(Enumerable.Range(0, 6).Select(i => $"{i} 0600 \"{i}\\n\"\n")));
        (await host.ConvergeAsync(resources)).ShouldBeQuiet();
    }

    [Fact]
    public async Task What_was_being_changed_is_named_and_what_follows_is_not_reached()
    {
        using var host = new TestHost(ShellKind.Dash) { LosesAt = line => line.EndsWith(" change 1", StringComparison.Ordinal) };

        var report = await host.ConvergeAsync(new File($"{host.Root}/a", "1"), new Scripted("slow", "false", "sleep 60"), new File($"{host.Root}/b", "1"));

        report.Resources[0].Outcome.ShouldBe(ResourceOutcome.Changed);
        report.Resources[2].Outcome.ShouldBe(ResourceOutcome.NotReached);
        report.Problem.ShouldNotBeNull().ShouldContain("the connection was lost while changing");
    }

    [Fact]
    public async Task A_connection_that_died_since_an_earlier_stage_left_it_is_made_anew()
    {
        using var host = new TestHost(ShellKind.Dash) { FirstIsDead = true };

        var report = await host.ConvergeAsync(new File($"{host.Root}/a", "1"));

        report.Problem.ShouldBeNull();
        report.Outcome.ShouldBe(HostOutcome.Changed);
        host.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_though_a_host_does_not()
    {
        using var host = new TestHost(ShellKind.Dash);
        using var cancel = new CancellationTokenSource();
        var run = new FleetRun(new RunSettings { OnEvent = _ => cancel.Cancel() }, TimeProvider.System)
            .RunAsync([new(host, [new("test", new Scripted("endless", "false", "sleep 600"))])], [], cancel.Token);

        await Should.ThrowAsync<OperationCanceledException>(async () => await run.WaitAsync(TimeSpan.FromSeconds(60)));
    }
}

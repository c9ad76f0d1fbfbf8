using System.Collections.Concurrent;
using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Stages.Ssh;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;
using Command = JamLab.Convergence.Resources.Command;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>Hosts that vanish while they are worked on, or are not there to begin with.</summary>
[Collection("faults")]
public sealed class FaultsOfConnections(FaultLab lab)
{
    // Waits on the host for a word through a FIFO: whatever befalls the connection, it befalls it here.
    private static readonly Resource[] Waiting =
    [
        new File("/var/lib/before", "before\n"),
        new Command("wait for a word", "[ -e /var/lib/word ]", "mkfifo /run/word; : > /run/waiting; read -r word < /run/word; rm -f /run/word /run/waiting; : > /var/lib/word"),
        new File("/var/lib/after", "after\n"),
    ];

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_names_the_resource_and_the_next_run_heals()
    {
        Forget();
        var running = lab.RunAsync(Waiting);
        await lab.UntilAsync("ls /run/waiting 2>/dev/null");
        lab.Inside("pkill -KILL -u jamlab sshd");
        var report = await running;

        report.Outcome.ShouldBe(HostOutcome.Failed);
        report.Problem.ShouldNotBeNull().ShouldStartWith("the connection was lost while changing command wait for a word: ill ");
        report.WayOut.ShouldBe("run again: the host is asked anew and only what is missing is done");
        report.Resources.Select(one => one.Outcome).ShouldBe([ResourceOutcome.Changed, ResourceOutcome.Failed, ResourceOutcome.NotReached]);

        // What the lost script was at goes on by itself, but nothing after it is begun.
        lab.Inside("echo go > /run/word");
        await Eventually.So(() => lab.Inside("pgrep -x sudo").Length == 0, TimeSpan.FromSeconds(10));
        lab.Inside("ls /var/lib/word /var/lib/after 2>/dev/null").Trim().ShouldBe("/var/lib/word");

        await lab.HealsAsync(Waiting);
    }

    [Fact]
    public async Task The_next_run_waits_for_what_the_lost_one_is_still_at_and_then_asks_anew()
    {
        Forget();
        var running = lab.RunAsync(Waiting);
        await lab.UntilAsync("ls /run/waiting 2>/dev/null");
        lab.Inside("pkill -KILL -u jamlab sshd");
        (await running).Outcome.ShouldBe(HostOutcome.Failed);

        var events = new ConcurrentQueue<HostEvent>();
        var next = lab.RunAsync(new RunSettings { OnEvent = events.Enqueue }, [FaultLab.Ill], Waiting);
        await Eventually.So(() => next.IsCompleted || events.Any(one => one.What == "waiting for another run's script, which is still changing the host"), TimeSpan.FromSeconds(20));
        lab.Inside("echo go > /run/word");
        var report = (await next)[0];
        report.Problem.ShouldBeNull(report.WayOut);
        report.Resources.Select(one => one.Outcome).ShouldBe([ResourceOutcome.Unchanged, ResourceOutcome.Unchanged, ResourceOutcome.Changed]);
        await lab.IsSettledAsync(Waiting);
    }

    [Fact]
    public async Task A_script_of_another_run_that_does_not_end_is_named()
    {
        Forget();
        var running = lab.RunAsync(Waiting);
        await lab.UntilAsync("ls /run/waiting 2>/dev/null");
        var report = (await lab.RunAsync(new RunSettings { TurnWithin = TimeSpan.FromSeconds(1) }, [FaultLab.Ill], Waiting))[0];
        report.Problem.ShouldNotBeNull().ShouldMatch("^the script: another run's script \\(process [0-9]+\\) is still changing this host$");
        report.WayOut.ShouldBe("wait until that run is done, or end its process on the host, then run again");
        lab.Inside("echo go > /run/word");
        (await running).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_host_that_falls_silent_is_noticed_and_not_waited_for()
    {
        Forget();
        var running = lab.RunAsync(new RunSettings(), [FaultLab.Ill], Waiting, pulse: TimeSpan.FromSeconds(1));
        await lab.UntilAsync("ls /run/waiting 2>/dev/null");
        // As with a pulled cable, nobody says goodbye.
        lab.Inside("pkill -STOP -u jamlab sshd");
        var report = (await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken))[0];
        lab.Inside("pkill -KILL -u jamlab sshd; echo go > /run/word");
        report.Problem.ShouldBe("the connection was lost while changing command wait for a word: ill does not answer any more: nothing came from it for 1 s");

        await Eventually.So(() => lab.Inside("pgrep -x sudo").Length == 0, TimeSpan.FromSeconds(10));
        await lab.HealsAsync(Waiting);
    }

    [Fact]
    public async Task Work_that_says_nothing_for_long_is_not_taken_for_silence()
    {
        lab.Inside("rm -f /run/slow");
        var slow = new Command("take long", "[ -e /run/slow ]", "sleep 3; : > /run/slow");
        var report = (await lab.RunAsync(new RunSettings(), [FaultLab.Ill], [slow], pulse: TimeSpan.FromMilliseconds(500)))[0];
        report.Problem.ShouldBeNull();
        report.Outcome.ShouldBe(HostOutcome.Changed);
    }

    [Fact]
    public async Task Who_has_ended_before_anything_was_said_to_it_is_no_error()
    {
        using var connection = await lab.ConnectAsync(FaultLab.Ill);
        using var command = connection.Command("echo so long");
        await command.ExecuteAsync(TestContext.Current.CancellationToken);
        await using var input = SshConnection.InputOf(command);
        input.ShouldBeSameAs(Stream.Null);
        await input.WriteAsync("true\n"u8.ToArray(), TestContext.Current.CancellationToken);
        command.Result.ShouldBe("so long\n");
    }

    [Fact]
    public async Task A_host_that_reboots_is_waited_for()
    {
        lab.Inside("rm -f /var/lib/rebooted");
        var before = lab.Inside("cut -d' ' -f22 /proc/1/stat");
        lab.Inside("systemctl reboot --no-block");
        // From here on its sshd is on its way down, away, or on its way up.
        await Eventually.So(() => Now() != before, TimeSpan.FromSeconds(30));
        await lab.HealsAsync(new File("/var/lib/rebooted", "yes\n"));

        string? Now()
        {
            try
            {
                return lab.Inside("cut -d' ' -f22 /proc/1/stat");
            }
            catch (ShouldAssertException)
            {
                return null;
            }
        }
    }

    [Fact]
    public void Who_looks_into_a_machine_that_stops_all_of_its_processes_gets_away_again() =>
        lab.Inside("kill -STOP $$; echo on").ShouldBe("on\n");

    [Fact]
    public async Task A_host_that_is_off_holds_up_no_other()
    {
        lab.Inside("rm -f /var/lib/up", FaultLab.Well);
        lab.Inside("systemctl poweroff");
        await Eventually.So(() => !lab.Runs(FaultLab.Ill), TimeSpan.FromSeconds(30));
        try
        {
            var reports = await lab.RunAsync(new RunSettings(), [FaultLab.Ill, FaultLab.Well], [new File("/var/lib/up", "yes\n")], patience: TimeSpan.FromSeconds(2));
            reports.Select(report => report.Outcome).ShouldBe([HostOutcome.Unreachable, HostOutcome.Changed]);
            reports[0].Problem.ShouldNotBeNull().ShouldMatch("^127\\.0\\.0\\.1:[0-9]+ cannot be reached: ");
            reports[0].WayOut.ShouldBe("is it switched on, and through with booting? `./build.sh Status` and `./build.sh Console` tell; then run again");
        }
        finally
        {
            await lab.ProvisionAsync();
        }
    }

    private void Forget() => lab.Inside("rm -f /var/lib/before /var/lib/after /var/lib/word /run/word /run/waiting");
}

using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Convergence.Running;

/// <summary>Changes that may lock out: the host takes them back by itself unless a second connection says that all is well.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData(ShellKind.Dash, "sshd_config 0640 \"old\"\n")]
    [InlineData(ShellKind.BusyBox, "sshd_config 0640 \"old\"\n")]
    [InlineData(ShellKind.Dash, "")]
    public async Task An_unconfirmed_change_is_taken_back_by_the_host(ShellKind shell, string before)
    {
        using var host = new TestHost(shell) { MostConnections = 1 };
        Tree.Write(host.Disk, before);

        var report = await host.ConvergeAsync(new RunSettings { UndoAfter = TimeSpan.FromSeconds(1) }, Guarded(host));

        report.Outcome.ShouldBe(HostOutcome.Failed);
        report.Problem.ShouldNotBeNull().ShouldContain("nobody could log in any more");
        var used = before.Length > 0 ? "old\n" : "nothing\n";
        await Eventually.BeTrueAsync(() => System.IO.File.ReadAllText($"{host.Disk}/used") == used, "the old file is in use again");
        Tree.Read(host.Disk).ShouldBe($"{before}used 0644 \"{used.TrimEnd()}\\n\"\n");
    }

    [Theory]
    [InlineData(ShellKind.Dash)]
    [InlineData(ShellKind.BusyBox)]
    public async Task A_confirmed_change_stays(ShellKind shell)
    {
        using var host = new TestHost(shell);
        Tree.Write(host.Disk, "sshd_config 0640 \"old\"");

        var report = await host.ConvergeAsync(Guarded(host));

        report.Problem.ShouldBeNull();
        report.RoundTrips.ShouldBe(3);
        await Eventually.BeTrueAsync(() => !System.IO.File.Exists($"{host.Disk}/.sshd_config.jamlab.undo"), "leftovers of the guard are gone");
        Tree.Read(host.Disk).ShouldBe("sshd_config 0644 \"new\"\nused 0644 \"new\\n\"\n");
        (await host.ConvergeAsync(Guarded(host))).ShouldBeQuiet();
    }

    [Fact]
    public async Task What_the_run_does_besides_takes_no_time_from_the_confirmation()
    {
        using var host = new TestHost(ShellKind.Dash);
        Tree.Write(host.Disk, "sshd_config 0640 \"old\"");

        var report = await host.ConvergeAsync(new RunSettings { UndoAfter = TimeSpan.FromSeconds(2) },
            new Scripted("slow", $"test -e '{host.Root}/slow'", $"sleep 3; : > '{host.Root}/slow'"), Guarded(host) with { GuardedBy = ":" });

        report.Problem.ShouldBeNull();
        await Eventually.BeTrueAsync(() => !System.IO.File.Exists($"{host.Disk}/.sshd_config.jamlab.undo"), "the guard has ended");
        System.IO.File.ReadAllText($"{host.Disk}/sshd_config").ShouldBe("new");
    }

    private static File Guarded(TestHost host) =>
        new($"{host.Root}/sshd_config", "new") { GuardedBy = $"if [ -e '{host.Root}/sshd_config' ]; then echo \"$(cat '{host.Root}/sshd_config')\"; else echo nothing; fi > '{host.Root}/used'" };
}

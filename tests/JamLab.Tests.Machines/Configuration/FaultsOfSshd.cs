using JamLab.Convergence.Running;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;
using Command = JamLab.Convergence.Resources.Command;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>Changes to sshd that could lock out, with two seconds for a second connection to confirm them.</summary>
[Collection("faults")]
public sealed class FaultsOfSshd(FaultLab lab)
{
    private const string Path = "/etc/ssh/sshd_config.d/05-access.conf";
    private const string Leftovers = "ls -A /etc/ssh/sshd_config.d | grep jamlab.undo; ls /run | grep '^jamlab-.*[.]'";

    private static readonly RunSettings Soon = new() { UndoAfter = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task A_change_that_locks_out_is_taken_back_by_the_host_itself()
    {
        lab.Inside($"rm -f {Path}; systemctl reload ssh");
        var report = await ConvergeAsync(Access("AllowUsers nobody-here"));
        report.Outcome.ShouldBe(HostOutcome.Failed);
        report.Problem.ShouldNotBeNull().ShouldMatch(
            @"^after the change nobody could log in any more \(127\.0\.0\.1:[0-9]+ does not let 'jamlab' in: .*\); the host takes it back by itself within 2 s$");
        report.WayOut.ShouldBe("set the sshd or network settings right in the inventory, then run again");
        report.Resources.Single().Outcome.ShouldBe(ResourceOutcome.Failed);

        await GuardEndsAsync();
        lab.Inside($"ls {Path} 2>/dev/null").ShouldBeEmpty();
        lab.Inside(Leftovers).ShouldBeEmpty();
        // The next run logs in again.
        (await ConvergeAsync(Access("AllowUsers jamlab"))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_there_before_is_back()
    {
        lab.Inside($"printf 'AllowUsers jamlab root\\n' > {Path}; chmod 0600 {Path}; systemctl reload ssh");
        (await ConvergeAsync(Access("AllowUsers nobody-here"))).Outcome.ShouldBe(HostOutcome.Failed);
        await GuardEndsAsync();
        lab.Inside($"cat {Path}; stat -c %a {Path}").ShouldBe("AllowUsers jamlab root\n600\n");
    }

    [Fact]
    public async Task A_change_that_lets_us_in_is_confirmed_and_stays()
    {
        lab.Inside($"rm -f {Path}; systemctl reload ssh");
        var report = await ConvergeAsync(Access("AllowUsers jamlab somebody"));
        report.Problem.ShouldBeNull();
        report.Outcome.ShouldBe(HostOutcome.Changed);
        // Asked, changed, confirmed.
        report.RoundTrips.ShouldBe(3);
        await GuardEndsAsync();
        lab.Inside(Leftovers).ShouldBeEmpty();
        await lab.IsSettledAsync(Access("AllowUsers jamlab somebody"));
    }

    [Fact]
    public async Task The_time_to_confirm_does_not_run_while_other_resources_are_made()
    {
        lab.Inside($"rm -f {Path} /run/slowly; systemctl reload ssh");
        var report = await ConvergeAsync(Access("AllowUsers jamlab me"), new Command("take longer than that", "[ -e /run/slowly ]", "sleep 4; : > /run/slowly"));
        report.Problem.ShouldBeNull();
        await GuardEndsAsync();
        await lab.IsSettledAsync(Access("AllowUsers jamlab me"));
    }

    [Fact]
    public async Task A_file_that_sshd_refuses_never_takes_the_old_ones_place()
    {
        lab.Inside($"rm -f {Path}; systemctl reload ssh");
        var report = await ConvergeAsync(Access("AllowNobody at all") with { Validate = "sshd -t -f \"$file\"" });
        report.Problem.ShouldNotBeNull().ShouldContain("Bad configuration option: AllowNobody");
        report.Problem.ShouldEndWith("the new file was refused; the old one is still in place");
        lab.Inside($"ls -A /etc/ssh/sshd_config.d | grep access").ShouldBeEmpty();
        await GuardEndsAsync();
    }

    private static File Access(string line) => new(Path, $"{line}\n") { GuardedBy = "systemctl reload ssh" };

    private async Task<HostReport> ConvergeAsync(params JamLab.Convergence.Resource[] resources) => (await lab.RunAsync(Soon, [FaultLab.Ill], resources))[0];

    private Task GuardEndsAsync() => Eventually.So(() => lab.Inside("ls /run | grep '^jamlab-.*[.]'").Length == 0, TimeSpan.FromSeconds(20));
}

using JamLab.Convergence.Running;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>What may be wrong with the account that JamLab logs in as: its sudo, its startup files, what its host says to everybody.</summary>
[Collection("faults")]
public sealed class FaultsOfAccounts(FaultLab lab)
{
    private const string AllowSudo = "echo 'jamlab ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/jamlab";

    // Shell that breaks sudo, and what is said of it. What was there is put back after each.
    public static TheoryData<string, string, string> Sudo => new()
    {
        { "printf 'jamlab ALL=(ALL) ALL\\n' > /etc/sudoers.d/90-cloud-init-users", "sudo asks 'jamlab' for a password", $"let the account use sudo without one, on the host: {AllowSudo}" },
        { "rm /etc/sudoers.d/90-cloud-init-users", "sudo asks 'jamlab' for a password", $"let the account use sudo without one, on the host: {AllowSudo}" },
        { "printf 'jamlab ALL=(ALL) NOPASSWD: /bin/true\\n' > /etc/sudoers.d/90-cloud-init-users", "sudo asks 'jamlab' for a password", $"let the account use sudo without one, on the host: {AllowSudo}" },
        { "mv /usr/bin/sudo /usr/bin/sudo.away", "there is no sudo", "install it on the host, or log in as root" },
    };

    // Startup files that people have; all but one leave a working session.
    public static TheoryData<string> Startups => new()
    {
        "echo 'Welcome to the host'; echo 'and mind the gap' >&2",
        "printf 'no line break at the end'",
        "echo 'sudo: a password is required' >&2; echo 'is not in the sudoers file' >&2",
        "export PATH=/nowhere LC_ALL=tlh_KX.UTF-8 LANG=C.UTF-8 IFS=/ ENV=/nowhere/rc BASH_ENV=/nowhere/rc POSIXLY_CORRECT=1; cd /tmp; umask 077; set -u",
        "alias sh=false sudo=false exec=false; sh() { return 1; }; export -f sh",
        "set -e; trap 'echo bye' EXIT",
    };

    [Theory]
    [MemberData(nameof(Sudo))]
    public async Task Without_a_sudo_that_just_works_the_message_tells_how_to_get_one(string fault, string problem, string wayOut)
    {
        lab.Inside($"cp -a /etc/sudoers.d /root/sudoers.d; {fault}");
        try
        {
            var report = await lab.RunAsync(new File("/var/lib/sudo-works", "yes\n"));
            report.Problem.ShouldBe(problem);
            report.WayOut.ShouldBe(wayOut);
            report.Outcome.ShouldBe(HostOutcome.Failed);
        }
        finally
        {
            lab.Inside("rm -rf /etc/sudoers.d; mv /root/sudoers.d /etc/sudoers.d; [ ! -e /usr/bin/sudo.away ] || mv /usr/bin/sudo.away /usr/bin/sudo");
        }
    }

    [Theory]
    [MemberData(nameof(Startups))]
    public async Task Startup_files_of_the_login_shell_do_not_get_in_the_way(string startup)
    {
        var wanted = new File("/var/lib/startup", $"{Guid.NewGuid()}\n");
        await WithStartupAsync(startup, () => lab.HealsAsync(wanted));
        lab.Inside("stat -c '%a %U' /var/lib/startup").Trim().ShouldBe("644 root");
    }

    [Fact]
    public async Task Startup_files_that_end_the_session_are_named_as_what_may_be_wrong() =>
        await WithStartupAsync("echo so long; exit 0", async () =>
        {
            var report = await lab.RunAsync(new File("/var/lib/startup", $"{Guid.NewGuid()}\n"));
            report.Problem.ShouldBe("the host's answer ends in the middle: it said nothing");
            report.WayOut.ShouldBe("look whether the login shell or its startup files end the session, then run again");
        });

    [Fact]
    public async Task Banners_and_the_message_of_the_day_do_not_get_in_the_way()
    {
        lab.Inside(
            """
            printf 'AUTHORISED USERS ONLY\nis not in the sudoers file\n' > /etc/issue.net
            printf 'Banner /etc/issue.net\nPrintMotd yes\nPrintLastLog yes\n' > /etc/ssh/sshd_config.d/00-banner.conf
            printf 'Have a nice day\n' > /etc/motd
            systemctl reload ssh
            """);
        try
        {
            await lab.HealsAsync(new File("/var/lib/banner", $"{Guid.NewGuid()}\n"));
        }
        finally
        {
            lab.Inside("rm /etc/ssh/sshd_config.d/00-banner.conf; systemctl reload ssh");
        }
    }

    private async Task WithStartupAsync(string startup, Func<Task> test)
    {
        // In front: the usual .bashrc goes no further when nobody is at the keyboard.
        lab.Inside($"cd /home/jamlab; cp -p .bashrc .bashrc.away; {{ cat <<'RC'\n{startup}\nRC\ncat .bashrc.away; }} > .bashrc");
        try
        {
            await test();
        }
        finally
        {
            lab.Inside("mv -f /home/jamlab/.bashrc.away /home/jamlab/.bashrc");
        }
    }
}

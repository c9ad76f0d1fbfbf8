using JamLab.Convergence.Running;
using Shouldly;
using Xunit;
using Command = JamLab.Convergence.Resources.Command;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>File systems that take nothing more.</summary>
[Collection("faults")]
public sealed class FaultsOfDisks(FaultLab lab)
{
    private const string MakeRoom = "the host's disk is full: make room (df -h, journalctl --vacuum-size=50M, apt-get clean), then run again";

    [Fact]
    public async Task A_full_disk_leaves_the_old_file_and_no_half_of_the_new_one()
    {
        lab.Inside("mkdir -p /mnt/small; mount -t tmpfs -o size=64k none /mnt/small; printf 'old\\n' > /mnt/small/settings");
        try
        {
            var big = new File("/mnt/small/settings", string.Concat(Enumerable.Repeat("a line of text\n", 10_000)));
            var report = await lab.RunAsync(new File("/var/lib/first", $"{Guid.NewGuid()}\n"), big, new File("/var/lib/last", $"{Guid.NewGuid()}\n"));
            report.Outcome.ShouldBe(HostOutcome.Failed);
            report.Problem.ShouldBe("file /mnt/small/settings: cat: write error: No space left on device");
            report.WayOut.ShouldBe(MakeRoom);
            report.Resources.Select(one => one.Outcome).ShouldBe([ResourceOutcome.Changed, ResourceOutcome.Failed, ResourceOutcome.NotReached]);
            lab.Inside("cat /mnt/small/settings; ls -A /mnt/small").ShouldBe("old\nsettings\n");

            lab.Inside("mount -o remount,size=1m /mnt/small");
            await lab.HealsAsync(big);
        }
        finally
        {
            lab.Inside("umount /mnt/small");
        }
    }

    [Fact]
    public async Task A_full_tmp_is_no_matter()
    {
        lab.Inside("rm -f /var/lib/without-tmp; mount -t tmpfs -o size=4k none /tmp; head -c 8192 /dev/zero > /tmp/filler");
        try
        {
            await lab.HealsAsync(new File("/var/lib/without-tmp", string.Concat(Enumerable.Repeat("more than a pipe holds\n", 10_000))));
        }
        finally
        {
            lab.Inside("umount /tmp");
        }
    }

    [Fact]
    public async Task A_read_only_file_system_can_be_asked_and_says_why_it_cannot_be_changed()
    {
        lab.Inside("rm -f /etc/wanted; mount --bind /etc /etc; mount -o remount,bind,ro /etc");
        try
        {
            lab.Inside("touch /etc/try 2>&1").ShouldContain("Read-only");
            var report = await lab.RunAsync(new File("/etc/wanted", "yes\n"));
            report.Problem.ShouldNotBeNull().ShouldMatch("^file /etc/wanted: .*(cannot create|can't create) /etc/\\.wanted\\.jamlab: Read-only file system$");
            report.WayOut.ShouldBe("the host's file system is read-only, often after disk errors: look at dmesg, repair it, then run again");
            await lab.IsSettledAsync(new Command("be there", "true", "false"));
        }
        finally
        {
            lab.Inside("umount /etc");
        }

        await lab.HealsAsync(new File("/etc/wanted", "yes\n"));
    }

    // What guards a change to sshd or the network lives in /run: without it such a change is not begun.
    [Fact]
    public async Task A_run_that_cannot_be_written_to_stops_changes_that_could_lock_out_and_no_others()
    {
        lab.Inside("rm -f /etc/guarded /etc/plain; mount -o remount,bind,ro /run 2>/dev/null || mount --bind /run /run && mount -o remount,bind,ro /run");
        try
        {
            var report = await lab.RunAsync(new File("/etc/plain", "plain\n"), new File("/etc/guarded", "guarded\n") { GuardedBy = "true" });
            report.Problem.ShouldNotBeNull().ShouldMatch("^file /etc/guarded: .* /run/jamlab-[0-9a-f]+\\.waiting: Read-only file system$");
            lab.Inside("ls /etc/plain /etc/guarded 2>/dev/null").ShouldBe("/etc/plain\n");
        }
        finally
        {
            lab.Inside("mount -o remount,bind,rw /run; umount /run 2>/dev/null; :");
        }

        await lab.HealsAsync(new File("/etc/guarded", "guarded\n") { GuardedBy = "true" });
    }
}

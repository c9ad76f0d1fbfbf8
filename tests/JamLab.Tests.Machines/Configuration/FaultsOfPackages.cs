using System.Collections.Concurrent;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;
using Command = JamLab.Convergence.Resources.Command;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>apt in other hands, with a package that is made on the host.</summary>
[Collection("faults")]
public sealed class FaultsOfPackages(FaultLab lab)
{
    private const string File = "/var/tmp/trifle.deb";

    private const string MakePackage =
        $"""
        cd /var/tmp; mkdir -p trifle/DEBIAN
        printf 'Package: trifle\nVersion: 1.0\nArchitecture: all\nMaintainer: Nobody <nobody@faults.internal>\nDescription: a trifle\n' > trifle/DEBIAN/control
        dpkg-deb --build trifle {File} >/dev/null 2>&1; dpkg --purge trifle >/dev/null 2>&1; rm -f /run/locked
        """;

    // What unattended-upgrades does for minutes after a boot.
    private const string HoldLock =
        """
        setsid python3 -c '
        import fcntl, time
        lock = open("/var/lib/dpkg/lock-frontend", "w")
        fcntl.lockf(lock, fcntl.LOCK_EX)
        open("/run/locked", "w").close()
        time.sleep(600)' </dev/null >/dev/null 2>&1 &
        """;

    private const string ReleaseLock = "pkill -f dpkg/lock-frontend; :";

    private static readonly Package Trifle = new("trifle") { FromFile = File };

    [Fact]
    public async Task Who_holds_apts_lock_is_told_and_waited_for()
    {
        lab.Inside(MakePackage);
        lab.Inside(HoldLock);
        await lab.UntilAsync("ls /run/locked 2>/dev/null");
        var events = new ConcurrentQueue<HostEvent>();
        try
        {
            var running = lab.RunAsync(new RunSettings { OnEvent = events.Enqueue }, [FaultLab.Ill], [Trifle]);
            await Eventually.So(() => events.Any(one => one.What.StartsWith("waiting", StringComparison.Ordinal)) || running.IsCompleted, TimeSpan.FromSeconds(30));
            lab.Inside(ReleaseLock);
            var report = (await running)[0];
            report.Problem.ShouldBeNull(report.WayOut);
        }
        finally
        {
            lab.Inside(ReleaseLock);
        }

        var told = events.First(one => one.What.StartsWith("waiting", StringComparison.Ordinal));
        told.What.ShouldMatch("^waiting for process [0-9]+ \\(python3\\), which holds apt's lock, before$");
        told.Resource.ShouldBe("package trifle");
        await lab.IsSettledAsync(Trifle);
    }

    [Fact]
    public async Task A_lock_that_is_never_released_ends_with_a_message()
    {
        lab.Inside(MakePackage);
        lab.Inside(HoldLock);
        await lab.UntilAsync("ls /run/locked 2>/dev/null");
        try
        {
            var report = await lab.RunAsync(new Impatient(Trifle));
            report.Problem.ShouldNotBeNull().ShouldStartWith("package trifle: ");
            report.Problem.ShouldMatch("Could not get lock /var/lib/dpkg/lock-frontend. It is held by process [0-9]+ \\(python3\\)");
            report.WayOut.ShouldBe("another program installs packages (unattended-upgrades?): wait until it is done, then run again");
        }
        finally
        {
            lab.Inside(ReleaseLock);
        }

        await lab.HealsAsync(Trifle);
    }

    // apt refuses lists that are signed in the future: a year, when the host's clock is a year behind.
    [Fact]
    public async Task Lists_from_the_future_are_a_matter_of_the_clock()
    {
        lab.Inside(
            """
            mkdir -p /srv/future; cd /srv/future; : > Packages
            printf 'Date: %s\nSHA256:\n e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 Packages\n' "$(date -Ru -d 'next year' | sed 's/+0000/UTC/')" > Release
            """);
        var report = await lab.RunAsync(new Command("fetch lists", "false",
            "echo 'deb [trusted=yes] file:/srv/future ./' > /srv/future/list; apt-get update -o Dir::Etc::SourceList=/srv/future/list -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists=/srv/future"));
        report.Problem.ShouldNotBeNull().ShouldContain("is not valid yet");
        report.WayOut.ShouldBe("the host's clock is wrong: set it (date -s), then run again");
    }

    /// <summary>A package that waits three seconds for apt's lock instead of minutes.</summary>
    private sealed record Impatient(Package Package) : Resource
    {
        public override string Name => Package.Name;

        public override IEnumerable<Fact> Facts => Package.Facts;

        public override Change? Diff(HostFacts facts) =>
            Package.Diff(facts) is { } change ? change with { Resource = this, Script = new HostText("j_patience=3\n" + change.Script.Reveal()) } : null;
    }
}

using System.Diagnostics;
using Nuke.Common.Execution;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tooling;

public class ChildProcessesTests
{
    [Fact]
    public void Descendants_are_found_below_their_parent_only()
    {
        // A shell would tell on our standard error that its child was killed.
        using var parent = Process.Start("bash", ["-c", "sleep 60 & wait 2>/dev/null"]);
        SpinWait.SpinUntil(() => ProcessTree.Descendants(parent.Id).Count == 1, TimeSpan.FromSeconds(10)).ShouldBeTrue();

        ProcessTree.Descendants(Environment.ProcessId).Select(x => x.Id).ShouldContain(parent.Id);
        var child = ProcessTree.Descendants(parent.Id).Single();
        ProcessTree.IsAlive(child).ShouldBeTrue();
        ProcessTree.IsAlive(child with { Start = child.Start + 1 }).ShouldBeFalse();

        ProcessTree.Kill([child]);
        parent.WaitForExit(TimeSpan.FromSeconds(10)).ShouldBeTrue();
        ProcessTree.IsAlive(child).ShouldBeFalse();
    }

    [Fact]
    public void Those_that_do_not_listen_to_SIGTERM_are_killed()
    {
        using var deaf = Process.Start(new ProcessStartInfo("bash", ["-c", "trap '' TERM; echo on; while :; do sleep 0.05; done"]) { RedirectStandardOutput = true })!;
        deaf.StandardOutput.ReadLine().ShouldBe("on");
        using var polite = Process.Start(new ProcessStartInfo("bash", ["-c", "trap 'exit 5' TERM; echo on; while :; do sleep 0.05; done"]) { RedirectStandardOutput = true })!;
        polite.StandardOutput.ReadLine().ShouldBe("on");
        // Not the registry of this process: its EndAll would take the other tests' children too.
        var family = ProcessTree.Descendants(Environment.ProcessId).Where(x => x.Id == deaf.Id || x.Id == polite.Id).ToList();
        ChildProcesses.End(() => family, TimeSpan.FromMilliseconds(500), TimeProvider.System);

        polite.WaitForExit(TimeSpan.FromSeconds(10)).ShouldBeTrue();
        polite.ExitCode.ShouldBe(5);
        deaf.WaitForExit(TimeSpan.FromSeconds(10)).ShouldBeTrue();
        deaf.ExitCode.ShouldBe(128 + 9);
    }
}

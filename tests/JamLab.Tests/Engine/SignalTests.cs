using System.Diagnostics;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Engine;

public class SignalTests
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public void A_signal_ends_the_tools_and_tells_what_was_aborted(int signal, int exitCode)
    {
        using var build = new SampleProcess("Tool", "Own", "--parallel", "2");
        var pids = new[] { build.WaitForFile("tool.pid"), build.WaitForFile("own.pid") };
        build.Signal(signal);
        build.WaitForExit().ShouldBe(exitCode);
        pids.ShouldAllBe(x => !SampleProcess.IsAlive(x));
        build.Out.ShouldContain("Aborted");
        build.Out.ShouldNotContain("Succeeded");
    }

    [Fact]
    public void What_is_assured_runs_after_a_signal_and_may_start_tools()
    {
        using var build = new SampleProcess("CleanUp", "Hello", "--parallel", "1");
        build.WaitForFile("tool.pid");
        build.Signal(Terminate);
        build.WaitForExit().ShouldBe(143);
        File.Exists(Path.Combine(build.Root, "cleaned")).ShouldBeTrue();
        build.Out.ShouldContain("NotRun");
    }

    [Fact]
    public void A_daemon_outlives_the_build()
    {
        using var build = new SampleProcess("Daemon", "Tool", "--parallel", "2");
        var daemon = build.WaitForFile("daemon.pid");
        build.WaitForFile("tool.pid");
        build.WaitForFile("daemon.done");
        build.Signal(Interrupt);
        build.WaitForExit().ShouldBe(130);
        SampleProcess.IsAlive(daemon).ShouldBeTrue();
        Process.GetProcessById(int.Parse(daemon)).Kill();
    }

    [Fact]
    public void A_target_that_cannot_be_ended_is_left_behind()
    {
        using var build = new SampleProcess("Stubborn");
        build.WaitForFile("stubborn.pid");
        build.Signal(Terminate);
        build.WaitForExit().ShouldBe(143);
    }

    [Fact]
    public void A_second_signal_ends_the_build_at_once()
    {
        using var build = new SampleProcess("Stubborn");
        build.WaitForFile("stubborn.pid");
        build.Signal(Interrupt);
        build.Signal(Terminate);
        build.WaitForExit().ShouldBeOneOf(130, 143);
    }

    [Fact]
    public void A_killed_build_is_continued()
    {
        using var build = new SampleProcess("Hello", "Tool", "--parallel", "1");
        var tool = build.WaitForFile("tool.pid");
        build.Signal(Kill);
        build.WaitForExit().ShouldNotBe(0);
        File.ReadAllText(Path.Combine(build.Root, ".nuke", "temp", "build-attempt.log")).ShouldContain("\"target\":\"Hello\"");
        Process.GetProcessById(int.Parse(tool)).Kill(entireProcessTree: true);
    }
}

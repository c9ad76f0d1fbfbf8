using Nuke.Common;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Engine;

/// <summary>The whole engine as its users meet it: a process, its output and its exit code.</summary>
public class SampleTests
{
    [Theory]
    [InlineData(0, "Hello", "--who", "Zed")]
    [InlineData(1, "Behind")]
    [InlineData(2, "Helo")]
    [InlineData(0, "--help")]
    [InlineData(0, "Behind", "--plan")]
    public void The_exit_code_tells_the_outcome(int exitCode, params string[] arguments)
    {
        using var build = new SampleProcess(arguments);
        build.WaitForExit().ShouldBe(exitCode);
    }

    [Fact]
    public void A_failure_is_told_by_its_causes_without_a_stack_trace()
    {
        using var build = new SampleProcess("Behind");
        build.WaitForExit();
        build.Out.ShouldContain("it broke");
        build.Out.ShouldContain("for want of a nail");
        build.Out.ShouldContain("because 'Fail' failed");
        build.Out.ShouldNotContain("   at ");
        build.Error.ShouldBeEmpty();
    }

    [Fact]
    public void With_verbosity_verbose_a_failure_shows_its_stack_trace()
    {
        using var build = new SampleProcess("Behind", "--verbosity", "verbose");
        build.WaitForExit();
        build.Out.ShouldContain("   at SampleBuild.");
    }

    [Fact]
    public void A_secret_is_not_printed()
    {
        using var build = new SampleProcess("Hello", "--token", "hunter22");
        build.WaitForExit().ShouldBe(0);
        build.Out.ShouldContain("Hello, nobody ***");
        build.Out.ShouldNotContain("hunter22");
    }

    [Fact]
    public void The_shell_is_told_the_targets()
    {
        using var bench = new TestBench();
        bench.Run<ShellBuild>(null, "Deploy");
        bench.RunWords<ShellBuild>(null, ":complete", "./build.sh De").Out.ShouldBe("Deploy\n");
        bench.RunWords<ShellBuild>(null, ":complete", "./build.sh Deploy --wh").Out.ShouldBe("--who\n");
        bench.RunWords<ShellBuild>(null, ":completion", "tcsh").ExitCode.ShouldBe(2);
    }

    private sealed class ShellBuild : TestBuild
    {
        [Parameter] public string? Who { get; set; }

        public Target Deploy => _ => _.Executes(Note("Deploy"));
    }

    [Fact]
    public void Mistakes_go_to_standard_error()
    {
        using var build = new SampleProcess("Helo");
        build.WaitForExit();
        build.Out.ShouldBeEmpty();
        build.Error.ShouldBe("error: there is no target 'Helo'; did you mean 'Hello'?\n");
    }
}

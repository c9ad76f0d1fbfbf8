using JamLab.Tests.Support;
using Nuke.Common.Execution;
using Nuke.Common.Output;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Runs;

public class TerminalOutputTests
{
    private readonly Screen screen = new(90);

    [Fact]
    public void A_run_leaves_no_live_line_behind()
    {
        new SampleRun(s => new TerminalOutput(s), screen).PlayAll();
        Approved.Match(screen.Text, "terminal");
    }

    [Fact]
    public void A_run_in_colours()
    {
        var run = new SampleRun(s => new TerminalOutput(s), screen, colors: true);
        run.Start(run.Validate);
        run.Start(run.Templates);
        run.Log(run.Templates, "SSH is \e[32mup\e[0m", Serilog.Events.LogEventLevel.Debug);
        run.Wait(0.2);
        run.Log(run.Templates, "slow mirror", Serilog.Events.LogEventLevel.Warning);
        run.Finish(run.Validate);
        run.Finish(run.Templates, ExecutionStatus.Failed, new InvalidOperationException("packer ended with exit code 1"));
        run.End(1);
        Approved.Match(screen.Bytes, "terminal-bytes");
    }

    [Fact]
    public void Targets_side_by_side_have_one_live_line_each()
    {
        var run = TwoRunning();
        Approved.Match(screen.Text, "terminal-live");
        run.Finish(run.Templates);
        run.Log(run.Tests, "alone again");
        screen.Text.ShouldEndWith("fit into the width of this wind\now\nalone again\n");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(20)]
    [InlineData(200)]
    public void A_window_that_changes_its_size_keeps_one_copy_of_the_live_lines(int width)
    {
        var run = TwoRunning();
        screen.Resize(width);
        run.Wait(1);
        screen.Text.Split('\n').Count(l => l.Contains("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏".FirstOrDefault(l.Contains))).ShouldBe(2, screen.Text);
    }

    [Fact]
    public void A_low_window_shows_as_many_live_lines_as_fit()
    {
        var output = new TerminalOutput(new OutputSettings(screen, Nuke.Common.Verbosity.Normal, false, true, new Redactor()) { Height = () => 4 });
        var targets = Enumerable.Range(1, 6).Select(i => SampleRun.Target($"T{i}")).ToList();
        output.RunStarted(new RunInfo("x", targets, default, false, false));
        targets.ForEach(output.TargetStarted);
        screen.Text.TrimEnd().Split('\n')[^3..].Select(l => l.Trim()).ShouldBe(["⠋ T1    0 s", "⠋ T2    0 s", "and 4 more"]);
        targets.ForEach(output.TargetFinished);
        screen.Text.ShouldNotContain("more");
        output.Dispose();
    }

    [Fact]
    public void A_single_target_owns_the_terminal_and_nothing_is_repainted()
    {
        var run = new SampleRun(s => new TerminalOutput(s), screen);
        run.Start(run.Provision);
        run.Print(run.Provision, "hello");
        var before = screen.Bytes;
        run.Wait(30);
        screen.Bytes.ShouldBe(before);
        before.ShouldNotContain("␛");
    }

    [Fact]
    public void Printed_text_of_targets_side_by_side_comes_in_one_piece()
    {
        var run = TwoRunning();
        run.Print(run.Tests, "first row");
        run.Print(run.Templates, "other");
        run.Print(run.Tests, "second row");
        run.Finish(run.Tests);
        screen.Text.ShouldContain("first row\nsecond row\n✓ Test Succeeded");
    }

    [Fact]
    public void Ending_in_the_middle_takes_the_live_lines_away()
    {
        var run = TwoRunning();
        run.Output.Dispose();
        screen.Text.ShouldNotContain("Waiting for SSH");
        screen.Bytes.ShouldNotContain("?25l");
    }

    private SampleRun TwoRunning()
    {
        var run = new SampleRun(s => new TerminalOutput(s), screen);
        run.Start(run.Templates);
        run.Log(run.Templates, "building debian-12");
        run.Start(run.Tests);
        run.Log(run.Tests, "\e[2Jtest 1 of 312: ẁide 漢字 and a text that is much too long to fit into the width of this window", Serilog.Events.LogEventLevel.Debug);
        run.Log(run.Templates, "==> qemu.debian-12: Waiting for SSH", Serilog.Events.LogEventLevel.Debug);
        run.Wait(61);
        return run;
    }
}

using JamLab.Tests.Support;
using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.Output;
using Serilog.Events;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Runs;

public class PipeOutputTests
{
    private readonly StringWriter writer = new();

    [Fact]
    public void A_run_is_plain_lines_with_the_target_in_front()
    {
        new SampleRun(s => new PipeOutput(s), writer).PlayAll();
        Approved.Match(writer.ToString(), "pipe");
    }

    [Fact]
    public void A_silent_target_is_heard_of_once_a_minute()
    {
        var run = new SampleRun(s => new PipeOutput(s), writer);
        run.Start(run.Templates);
        run.Wait(59);
        writer.ToString().ShouldNotContain("still running");
        run.Wait(1);
        writer.ToString().ShouldEndWith("BuildTemplates    | still running, 1:00 min\n");
        run.Log(run.Templates, "disk written");
        run.Wait(59);
        writer.ToString().ShouldEndWith("disk written\n");
        run.Wait(61);
        writer.ToString().Split("still running").Length.ShouldBe(4);
    }

    [Fact]
    public void Quiet_shows_failures_and_the_summary()
    {
        var run = new SampleRun(s => new PipeOutput(s), writer, Verbosity.Quiet);
        run.Start(run.Validate);
        run.Finish(run.Validate, ExecutionStatus.Failed, new InvalidOperationException("no inventory"));
        run.End(1);
        writer.ToString().Split('\n')[0].ShouldBe("ValidateInventory | error: no inventory");
    }

    [Theory]
    [InlineData("\e[31mred\e[0m", "red")]
    [InlineData("\e]0;title\atext", "text")]
    [InlineData("\e[2Jcleared\e[1;1H", "cleared")]
    [InlineData("𝕌𝕟𝕚 😀\tend", "𝕌𝕟𝕚 😀    end")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("open \e[", "open")]
    [InlineData("bell\a null\0", "bell null")]
    public void Escapes_of_tools_do_not_reach_a_file(string text, string shown)
    {
        var run = new SampleRun(s => new PipeOutput(s), writer);
        run.Start(run.Tests);
        run.Print(run.Tests, text);
        writer.ToString().ShouldEndWith($"Test              | {shown}\n");
    }

    [Fact]
    public void Lines_from_many_threads_stay_whole()
    {
        var run = new SampleRun(s => new PipeOutput(s), writer);
        run.Start(run.Tests);
        Parallel.For(0, 2000, i => run.Log(run.Tests, $"line {i} of many", LogEventLevel.Debug));
        writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .ShouldAllBe(l => System.Text.RegularExpressions.Regex.IsMatch(l, @"^Test              \| line \d+ of many$"));
    }
}

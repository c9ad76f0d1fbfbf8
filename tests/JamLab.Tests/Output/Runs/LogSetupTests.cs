using Nuke.Common;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;
using Nuke.Common.Output;
using Serilog;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Runs;

/// <summary>These replace the process's console and logger, so they run alone.</summary>
[Collection(nameof(LogSetupTests))]
[CollectionDefinition(nameof(LogSetupTests), DisableParallelization = true)]
public class LogSetupTests
{
    private readonly StringWriter writer = new();

    [Fact]
    public async Task What_tasks_of_a_target_print_belongs_to_the_target()
    {
        var run = Attach(s => new PipeOutput(s));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var target = i % 2 == 0 ? run.Tests : run.Templates;
            TargetScope.Current = target;
            Console.Write($"{target.Name} ");
            await Task.Yield();
            Log.Information("logged by {Name} {Number}", target.Name, i);
        })));
        run.Output.TargetFinished(run.Tests);
        run.Output.TargetFinished(run.Templates);
        run.Output.Dispose();
        foreach (var line in writer.ToString().Split('\n').Where(l => l.Contains("logged", StringComparison.Ordinal)))
            line.Split('|')[1].ShouldContain(line.Split('|')[0].Trim());
        writer.ToString().ShouldContain("Test              | Test Test Test Test Test Test Test Test Test Test\n");
    }

    [Fact]
    public void Secrets_stay_hidden_in_prints_logs_and_exceptions()
    {
        var run = Attach(s => new PipeOutput(s));
        run.Redactor.Register("hunter22");
        TargetScope.Current = run.Tests;
        Console.Write("my password is hunt");
        Console.WriteLine("er22");
        Console.Error.WriteLine("{\"password\":\"hunter22\"}");
        Log.Error(new InvalidOperationException("no login with hunter22"), "login as {User} failed, {@Data}", "root", new { Password = "hunter22" });
        run.Tests.Summary.Add(new("password", "hunter22"));
        run.Finish(run.Tests, ExecutionStatus.Failed, new InvalidOperationException("also hunter22"));
        run.End(1);
        TargetScope.Current = null;
        writer.ToString().ShouldNotContain("hunter22");
        writer.ToString().Split("***").Length.ShouldBeGreaterThan(6);
    }

    [Theory]
    [InlineData(Verbosity.Verbose, "VDIWE")]
    [InlineData(Verbosity.Normal, "DIWE")]
    [InlineData(Verbosity.Minimal, "WE")]
    [InlineData(Verbosity.Quiet, "E")]
    public void Verbosity_decides_which_levels_are_shown(Verbosity verbosity, string levels)
    {
        var lines = new Recorder();
        using (new LogSetup(lines, verbosity, new Redactor(), TimeProvider.System))
        {
            Log.Verbose("V");
            Log.Debug("D");
            Log.Information("I");
            Log.Warning("W");
            Log.Error("E");
        }

        string.Concat(lines.Lines.Select(l => l.Text)).ShouldBe(levels);
    }

    [Fact]
    public void Texts_are_split_into_lines_and_a_progress_bar_is_its_last_state()
    {
        var lines = new Recorder();
        using (new LogSetup(lines, Verbosity.Normal, new Redactor(), TimeProvider.System))
        {
            Log.Information("one\r\ntwo {Word}", "three");
            Console.Write("10 %\r50 %\r100 %\nend\r\n");
            Console.WriteLine();
            Console.Out.Write("half");
        }

        lines.Lines.Select(l => l.Text).ShouldBe(["one", "two three", "100 %", "end", ""]);
    }

    [Fact]
    public void A_question_is_seen_before_it_is_answered()
    {
        using var screen = new Screen(60);
        var run = new SampleRun(s => new LogSetup(new TerminalOutput(s), s.Verbosity, s.Redactor, s.Time), screen);
        run.Start(run.Provision);
        TargetScope.Current = run.Provision;
        Console.Write("Destroy the disks of vb0? [y/n] ");
        Console.Out.Flush();
        screen.Text.ShouldEndWith("\nDestroy the disks of vb0? [y/n]\n");
        Console.WriteLine("y");
        Console.Write("Sure? ");
        Console.Out.Flush();
        Log.Information("no answer");
        run.Start(run.Tests);
        Console.Write("Really? ");
        Console.Out.Flush();
        run.Wait(0.1);
        run.Output.Dispose();
        TargetScope.Current = null;
        screen.Text.ShouldEndWith("\nDestroy the disks of vb0? [y/n] y\nSure?\nno answer\nProvisionVms      │ Really?\n");
    }

    [Fact]
    public void A_command_of_the_build_acts_and_the_same_text_of_a_tool_does_not()
    {
        var run = Attach(s => new GitHubOutput(s));
        TargetScope.Current = run.Tests;
        Console.Write("unfinished");
        new GitHubActions(_ => null).WriteCommand("notice", "50 %\n", d => new Dictionary<string, object>(d) { ["title"] = "a,b" });
        Console.WriteLine("::notice::tool");
        run.Output.Dispose();
        TargetScope.Current = null;
        writer.ToString().ShouldContain("unfinished\n::notice title=a%2Cb::50 %25%0A\n::stop-commands::token\n::notice::tool\n::token::\n");
    }

    [Fact]
    public void Console_and_logger_are_given_back()
    {
        var (console, logger) = (Console.Out, Log.Logger);
        using (new LogSetup(new Recorder(), Verbosity.Normal, new Redactor(), TimeProvider.System))
            Console.Out.ShouldNotBeSameAs(console);
        Console.Out.ShouldBeSameAs(console);
        Log.Logger.ShouldBeSameAs(logger);
    }

    private SampleRun Attach(Func<OutputSettings, IRunOutput> create)
    {
        var run = new SampleRun(s => new LogSetup(create(s), s.Verbosity, s.Redactor, s.Time), writer);
        run.Start(run.Tests);
        if (create(new OutputSettings(TextWriter.Null, Verbosity.Normal, false, false, new Redactor())) is PipeOutput)
            run.Start(run.Templates);
        return run;
    }

    private sealed class Recorder : IRunOutput
    {
        public List<LogLine> Lines { get; } = [];

        public void RunStarted(RunInfo run)
        {
        }

        public void TargetStarted(ExecutableTarget target)
        {
        }

        public void Line(ExecutableTarget? target, LogLine line) => Lines.Add(line);

        public void TargetFinished(ExecutableTarget target)
        {
        }

        public void RunFinished(RunInfo run)
        {
        }

        public void Dispose()
        {
        }
    }
}

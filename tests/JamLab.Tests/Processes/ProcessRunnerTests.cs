using JamLab.Inventory;
using JamLab.Stages.Processes;
using JamLab.Tests.Support;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Processes;

public sealed class ProcessRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Both_streams_and_the_exit_code_come_back()
    {
        var result = await new ProcessRunner(Logger.None).TryRunAsync(new ToolCommand("sh", "-c", "echo out; echo err >&2; exit 3"), Token);
        (result.ExitCode, result.Output, result.Errors).ShouldBe((3, "out\n", "err\n"));
        result.LastLines.ShouldBe(["out", "err"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_tool_that_fails_is_named_with_its_last_lines()
    {
        var failed = await Should.ThrowAsync<ToolFailedException>(() => new ProcessRunner(Logger.None).RunAsync(
            new ToolCommand("/bin/sh", "-c", "seq 100; exit 7"), Token));
        failed.Message.ShouldStartWith("`sh -c 'seq 100; exit 7'` ended with exit code 7");
        failed.Message.ShouldEndWith("\n99\n100");
        failed.Message.ShouldNotContain("\n60\n");
    }

    [Fact]
    public async Task A_secret_goes_to_the_tool_and_shows_nowhere()
    {
        var log = new Kept();
        var command = new ToolCommand("sh", "-c", "tr '\\0' '\\n' < /proc/$$/cmdline; echo \"$TOKEN $(cat)\" | tr a-z A-Z")
        {
            Environment = new Dictionary<string, Secret> { ["TOKEN"] = new("open sesame") },
            Input = new Secret("friend"),
        };
        var result = await new ProcessRunner(log.Log).RunAsync(command, Token);

        result.Output.ShouldEndWith("OPEN SESAME FRIEND\n");
        result.Output.ShouldNotContain("sesame", Case.Sensitive);
        log.Lines.ShouldNotBeEmpty();
        log.Lines.ShouldAllBe(line => !line.Contains("friend") && !line.Contains("sesame"));
    }

    [Fact]
    public async Task Only_what_the_user_should_see_is_shown()
    {
        var log = new Kept();
        var command = new ToolCommand("sh", "-c", "echo noise; echo vb0: made") { Shown = line => line.Contains("vb0", StringComparison.Ordinal) ? line.ToUpperInvariant() : null };
        await new ProcessRunner(log.Log).RunAsync(command, Token);
        log.Lines.ShouldContain("VB0: MADE");
        log.Lines.ShouldNotContain("noise");
    }

    [Fact]
    public async Task Cancelling_ends_a_tool_and_what_it_started()
    {
        var run = await Start("sleep 1000 & echo $! > child; echo $$ > pid; wait");
        await run.Cancel();
        run.Pids("pid", "child").ShouldAllBe(pid => ProcessIdentity.Of(pid) == null);
    }

    [Fact]
    public async Task A_tool_may_tidy_up_when_it_is_cancelled()
    {
        var run = await Start("trap 'echo tidied > done; exit 0' TERM; echo $$ > pid; while :; do sleep 0.05; done");
        await run.Cancel();
        File.ReadAllText(_folder / "done").ShouldBe("tidied\n");
    }

    [Fact]
    public async Task A_tool_that_does_not_listen_is_killed_after_the_grace_time()
    {
        var run = await Start("trap '' TERM; echo $$ > pid; while :; do sleep 0.05; done", TimeSpan.FromMilliseconds(300));
        await run.Cancel();
        run.Pids("pid").ShouldAllBe(pid => ProcessIdentity.Of(pid) == null);
    }

    [Fact]
    public async Task A_tool_that_ran_leaves_no_record()
    {
        var records = new RunRecords(_folder / "running", Logger.None);
        await new ProcessRunner(Logger.None, records).RunAsync(new ToolCommand("true"), Token);
        Directory.GetFiles(_folder / "running").ShouldBeEmpty();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<Run> Start(string script, TimeSpan? grace = null)
    {
        var cancellation = new CancellationTokenSource();
        var runner = new ProcessRunner(Logger.None) { Patience = grace ?? ProcessRunner.Grace };
        var running = runner.RunAsync(new ToolCommand("sh", "-c", script) { WorkingDirectory = _folder.Path }, cancellation.Token);
        while (!File.Exists(_folder / "pid") || new FileInfo(_folder / "pid").Length == 0)
            await Task.Delay(20, Token);
        return new Run(running, cancellation, _folder.Path);
    }

    private sealed record Run(Task Running, CancellationTokenSource Cancellation, string Folder)
    {
        public async Task Cancel()
        {
            await Cancellation.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => Running);
            Cancellation.Dispose();
        }

        public IEnumerable<int> Pids(params string[] files) => files.Select(file => int.Parse(File.ReadAllText(Path.Combine(Folder, file))));
    }

    private sealed class Kept : ILogEventSink
    {
        public Kept() => Log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();

        public ILogger Log { get; }

        public List<string> Lines { get; } = [];

        public void Emit(LogEvent logEvent) => Lines.Add(logEvent.RenderMessage());
    }
}

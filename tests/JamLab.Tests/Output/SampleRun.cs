using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.Output;
using Serilog.Events;

namespace JamLab.Tests.Output;

/// <summary>A run to be shown: the same few targets, moved by hand.</summary>
internal sealed class SampleRun
{
    private readonly RunInfo info;

    public SampleRun(Func<OutputSettings, IRunOutput> create, TextWriter writer, Verbosity verbosity = Verbosity.Normal, bool colors = false, string? stepSummary = null)
    {
        Time = new ManualTime();
        Validate = Target("ValidateInventory");
        Templates = Target("BuildTemplates");
        Tests = Target("Test");
        Provision = Target("ProvisionVms");
        Output = create(new OutputSettings(writer, verbosity, colors, Live: true, Redactor)
        {
            Time = Time,
            Width = () => writer is Screen screen ? screen.Width : 100,
            NewToken = () => "token",
            StepSummaryFile = stepSummary,
        });
        info = new RunInfo("JamLab", [Validate, Templates, Tests, Provision], Time.GetUtcNow(), NoLogo: true, Verbose: false);
        Output.RunStarted(info);
    }

    public Redactor Redactor { get; } = new();

    public ManualTime Time { get; }

    public IRunOutput Output { get; }

    public ExecutableTarget Validate { get; }

    public ExecutableTarget Templates { get; }

    public ExecutableTarget Tests { get; }

    public ExecutableTarget Provision { get; }

    public static ExecutableTarget Target(string name) => new() { Name = name, Status = ExecutionStatus.Scheduled };

    public void Start(ExecutableTarget target)
    {
        target.Status = ExecutionStatus.Running;
        target.Started = Time.GetUtcNow();
        Output.TargetStarted(target);
    }

    public void Log(ExecutableTarget? target, string text, LogEventLevel level = LogEventLevel.Information) =>
        Output.Line(target, new LogLine(Time.GetUtcNow(), level, text));

    public void Print(ExecutableTarget? target, string text) =>
        Output.Line(target, new LogLine(Time.GetUtcNow(), LogEventLevel.Information, text, IsRaw: true));

    public void Wait(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public void Finish(ExecutableTarget target, ExecutionStatus status = ExecutionStatus.Succeeded, Exception? failure = null)
    {
        target.Status = status;
        target.Failure = failure;
        target.Duration = Time.GetUtcNow() - target.Started!.Value;
        Output.TargetFinished(target);
    }

    public void End(int exitCode = 0)
    {
        foreach (var target in info.Plan.Where(t => t.Status == ExecutionStatus.Scheduled))
            target.Status = ExecutionStatus.NotRun;
        info.Duration = Time.GetUtcNow() - info.Started;
        info.ExitCode = exitCode;
        Output.RunFinished(info);
        Output.Dispose();
    }

    /// <summary>One target, then two side by side of which one fails, and one behind it.</summary>
    public void PlayAll()
    {
        Start(Validate);
        Print(Validate, "reading environments/local/inventory.yml");
        Log(Validate, "environments/local/inventory.yml:20:11: warning INV014: an even number of consensus servers", LogEventLevel.Warning);
        Wait(0.42);
        Validate.Summary.Add(new("hosts", "3"));
        Validate.Summary.Add(new("warnings", "1"));
        Finish(Validate);
        Start(Templates);
        Start(Tests);
        Log(Templates, "==> qemu.debian-12: Waiting for SSH", LogEventLevel.Debug);
        Log(Tests, "12 tests", LogEventLevel.Debug);
        Wait(12);
        Print(Tests, "name        result");
        Print(Tests, "Inventory   passed");
        Log(Templates, "building debian-12");
        Log(Templates, "images/debian-12/debian.pkr.hcl:14:3: error: unknown argument 'cpu'", LogEventLevel.Error);
        Wait(3.25);
        Finish(Tests);
        Wait(110);
        Finish(Templates, ExecutionStatus.Failed, new InvalidOperationException("packer ended with exit code 1", new IOException("no space left on /var/tmp")));
        Provision.Status = ExecutionStatus.Skipped;
        Provision.SkipCause = "because 'BuildTemplates' failed";
        End(exitCode: 1);
    }
}

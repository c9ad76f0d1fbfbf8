using System.Text;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>A step while it runs: its log, outputs and failure.</summary>
internal sealed class StepDoing(JobExecution job, string id, string name)
{
    private readonly StringBuilder _log = new();
    private readonly Lock _lock = new();
    private readonly long _began = job.Run.Time.GetTimestamp();

    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public int? ExitCode { get; set; }

    public bool HasFailed { get; private set; }

    public Dictionary<string, string> Outputs { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Line(string line)
    {
        line = job.Masked(line);
        lock (_lock)
            _log.Append(line).Append('\n');
        job.Say(line);
    }

    public void Fail(string message)
    {
        HasFailed = true;
        Line($"##[error]{message}");
        job.Error(message);
    }

    public StepRun End(string? givenId, Conclusion outcome, Conclusion conclusion)
    {
        lock (_lock)
            return new StepRun(givenId, job.Masked(Name), outcome, conclusion, ExitCode, _log.ToString(), job.Run.Time.GetElapsedTime(_began), Outputs);
    }
}

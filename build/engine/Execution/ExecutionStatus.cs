namespace Nuke.Common.Execution;

/// <summary>What became of a target; NUKE's nine words.</summary>
public enum ExecutionStatus
{
    None,
    NotRun,
    Scheduled,
    Running,
    Collective,
    Succeeded,
    Skipped,
    Failed,
    Aborted,
}

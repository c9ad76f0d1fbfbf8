using Nuke.Common.Execution;

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>All targets of the build, in order of declaration.</summary>
    internal IReadOnlyList<ExecutableTarget> ExecutableTargets { get; set; } = [];

    /// <summary>The scheduled targets in order of execution; empty until the build is initialised.</summary>
    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; internal set; } = [];

    [Parameter("The targets to run. Default is '{default_target}'", Name = BuiltIn.Target, Separator = TargetSeparator, ValueProviderMember = nameof(TargetNames))]
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => [.. ExecutionPlan.Where(x => x.Invoked)];

    [Parameter("The targets to skip; without a name, all that were not asked for", Name = BuiltIn.Skip, Separator = TargetSeparator, ValueProviderMember = nameof(TargetNames))]
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => WithStatus(ExecutionStatus.Skipped);

    public IReadOnlyCollection<ExecutableTarget> ScheduledTargets => WithStatus(ExecutionStatus.Scheduled);

    public IReadOnlyCollection<ExecutableTarget> RunningTargets => WithStatus(ExecutionStatus.Running);

    public IReadOnlyCollection<ExecutableTarget> AbortedTargets => WithStatus(ExecutionStatus.Aborted);

    public IReadOnlyCollection<ExecutableTarget> FailedTargets => WithStatus(ExecutionStatus.Failed);

    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => WithStatus(ExecutionStatus.Succeeded);

    /// <summary>Failed and succeeded targets.</summary>
    public IReadOnlyCollection<ExecutableTarget> FinishedTargets => [.. FailedTargets, .. SucceededTargets];

    /// <summary>No target failed, was aborted or was left undone so far.</summary>
    public bool IsSucceeding => !IsFailing;

    public bool IsFailing => ExecutionPlan.Any(x => x.Status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.NotRun);

    public bool IsFinished => !ExecutionPlan.Any(x => x.Status is ExecutionStatus.Scheduled or ExecutionStatus.Running);

    internal IEnumerable<string> TargetNames => ExecutableTargets.Where(x => x.Listed).Select(x => x.Name);

    private List<ExecutableTarget> WithStatus(ExecutionStatus status) => [.. ExecutionPlan.Where(x => x.Status == status)];
}

namespace Nuke.Common.Execution;

/// <summary>Skips targets before anything runs, and what only they need with them.</summary>
internal static class Skipping
{
    /// <summary><c>--skip</c>: the named targets, or with no name all that were not asked for. An invoked target is never skipped so.</summary>
    public static void ByOption(IReadOnlyList<ExecutableTarget> plan, IReadOnlySet<ExecutableTarget> named)
    {
        foreach (var target in plan)
        {
            if (!target.Invoked && (named.Count == 0 || named.Contains(target)))
                Skip(plan, target, "because of --skip");
        }
    }

    public static void ByStaticConditions(IReadOnlyList<ExecutableTarget> plan)
    {
        foreach (var target in plan)
        {
            if (target.Status == ExecutionStatus.Scheduled && FalseOnes(target, target.Definition!.StaticConditions) is { } text)
                Skip(plan, target, text);
        }
    }

    /// <summary>Skips a target and, unless it says otherwise, the scheduled targets that only it would have needed or triggered.</summary>
    public static void Skip(IReadOnlyList<ExecutableTarget> plan, ExecutableTarget target, string cause)
    {
        target.Status = ExecutionStatus.Skipped;
        target.SkipCause = cause;
        if (target.Definition!.DependencyBehavior == DependencyBehavior.Execute)
            return;
        foreach (var other in target.ExecutionDependencies.Concat(target.Triggers))
        {
            if (other is { Status: ExecutionStatus.Scheduled, Invoked: false } && !IsNeeded(plan, other))
                Skip(plan, other, $"because only '{target.Name}' needs it");
        }
    }

    /// <summary>The texts of the conditions that are false, or null when all are true.</summary>
    public static string? FalseOnes(ExecutableTarget target, IEnumerable<Condition> conditions)
    {
        try
        {
            var texts = conditions.Where(x => !x.IsTrue()).Select(x => x.Text).ToList();
            return texts.Count == 0 ? null : $"because not {string.Join(" && ", texts)}";
        }
        catch (Exception exception) when (exception is not UserMistake)
        {
            throw new ConditionFailure(target, exception);
        }
    }

    private static bool IsNeeded(IReadOnlyList<ExecutableTarget> plan, ExecutableTarget target) =>
        plan.Any(x => x.Status == ExecutionStatus.Scheduled && (x.ExecutionDependencies.Contains(target) || x.Triggers.Contains(target)));
}

/// <summary>A condition threw instead of answering.</summary>
internal sealed class ConditionFailure(ExecutableTarget target, Exception cause)
    : Exception($"a condition of target '{target.Name}' could not be asked", cause)
{
    public ExecutableTarget Target { get; } = target;
}

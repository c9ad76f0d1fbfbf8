namespace Nuke.Common.Execution;

/// <summary>Chooses the targets of a run and puts them in order.</summary>
internal static class Planner
{
    /// <summary>The invoked targets, what they depend on and what those trigger, each after all that it waits for; what is free stands as named, then as declared.</summary>
    public static List<ExecutableTarget> Plan(IReadOnlyList<ExecutableTarget> invoked)
    {
        var scheduled = Closure(invoked);
        var plan = new List<ExecutableTarget>();
        var visited = new HashSet<ExecutableTarget>();
        foreach (var target in invoked)
            Visit(target);
        foreach (var target in scheduled)
            Visit(target);
        foreach (var target in plan)
            target.Status = ExecutionStatus.Scheduled;
        return plan;

        // Order holds across targets that are not scheduled themselves: A before B before C orders A and C.
        void Visit(ExecutableTarget target)
        {
            if (!visited.Add(target))
                return;
            foreach (var predecessor in target.Predecessors)
                Visit(predecessor);
            if (scheduled.Contains(target))
                plan.Add(target);
        }
    }

    /// <summary>Of the plan's targets, those that must have ended before this one may start.</summary>
    public static List<ExecutableTarget> WaitsFor(ExecutableTarget target, IReadOnlySet<ExecutableTarget> plan)
    {
        var result = new List<ExecutableTarget>();
        var visited = new HashSet<ExecutableTarget>();
        var stack = new Stack<ExecutableTarget>(target.Predecessors);
        while (stack.TryPop(out var other))
        {
            if (!visited.Add(other))
                continue;
            if (plan.Contains(other))
            {
                result.Add(other);
                continue;
            }

            foreach (var further in other.Predecessors)
                stack.Push(further);
        }

        return result;
    }

    private static HashSet<ExecutableTarget> Closure(IReadOnlyList<ExecutableTarget> invoked)
    {
        var scheduled = new HashSet<ExecutableTarget>();
        var queue = new Queue<ExecutableTarget>(invoked);
        while (queue.TryDequeue(out var target))
        {
            if (!scheduled.Add(target))
                continue;
            foreach (var other in target.ExecutionDependencies.Concat(target.Triggers))
                queue.Enqueue(other);
        }

        return scheduled;
    }
}

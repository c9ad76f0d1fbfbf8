namespace Nuke.Common.Execution;

/// <summary>Finds targets that wait for themselves.</summary>
internal static class CycleCheck
{
    /// <summary>One cycle (<c>A -> B -> A</c>: A waits for B) for each knot of the graph, from its alphabetically first target, so that the text is the same in every run.</summary>
    public static List<string> ProblemsOf(IReadOnlyList<ExecutableTarget> targets)
    {
        var problems = new List<string>();
        var known = new HashSet<ExecutableTarget>();
        foreach (var target in targets.OrderBy(x => x.Name, StringComparer.Ordinal))
        {
            if (known.Contains(target) || ShortestCycle(target) is not { } cycle)
                continue;
            known.UnionWith(cycle);
            problems.Add($"targets wait for each other: {string.Join(" -> ", cycle.Append(target).Select(x => x.Name))}");
        }

        return problems;
    }

    private static List<ExecutableTarget>? ShortestCycle(ExecutableTarget start)
    {
        var cameFrom = new Dictionary<ExecutableTarget, ExecutableTarget>();
        var queue = new Queue<ExecutableTarget>([start]);
        while (queue.TryDequeue(out var target))
        {
            foreach (var next in target.Predecessors.OrderBy(x => x.Name, StringComparer.Ordinal))
            {
                if (next == start)
                    return PathTo(target, start, cameFrom);
                if (cameFrom.TryAdd(next, target))
                    queue.Enqueue(next);
            }
        }

        return null;
    }

    private static List<ExecutableTarget> PathTo(ExecutableTarget target, ExecutableTarget start, Dictionary<ExecutableTarget, ExecutableTarget> cameFrom)
    {
        var path = new List<ExecutableTarget> { target };
        while (path[^1] != start)
            path.Add(cameFrom[path[^1]]);
        path.Reverse();
        return path;
    }
}

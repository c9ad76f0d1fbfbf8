using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>
/// The graph in layers: a target stands one layer below the lowest of what it waits for, so that the targets of one layer could
/// run side by side. Inside a layer targets are ordered to cross few edges (each below the middle of what it waits for).
/// </summary>
internal sealed class PlanLayout
{
    private const int Sweeps = 6;
    private readonly Dictionary<ExecutableTarget, int> layerOf = [];

    public PlanLayout(IReadOnlyList<ExecutableTarget> targets)
    {
        var all = targets.ToHashSet();
        Edges = [.. targets.SelectMany(t => EdgesInto(t, targets).Where(e => all.Contains(e.From)))];
        foreach (var target in targets)
            LayerOf(target, []);
        Layers = [.. targets.GroupBy(t => layerOf[t]).OrderBy(g => g.Key).Select(g => (IReadOnlyList<ExecutableTarget>)[.. g])];
        Untangle();
    }

    /// <summary>From what runs first to what waits for it.</summary>
    public IReadOnlyList<PlanEdge> Edges { get; }

    public IReadOnlyList<IReadOnlyList<ExecutableTarget>> Layers { get; private set; }

    public int Layer(ExecutableTarget target) => layerOf[target];

    private static IEnumerable<PlanEdge> EdgesInto(ExecutableTarget target, IReadOnlyList<ExecutableTarget> targets) =>
        target.ExecutionDependencies.Select(d => new PlanEdge(d, target, PlanEdgeKind.Needs))
            .Concat(targets.Where(t => t.Triggers.Contains(target)).Select(t => new PlanEdge(t, target, PlanEdgeKind.Triggers)))
            .Concat(target.OrderDependencies.Select(d => new PlanEdge(d, target, PlanEdgeKind.After)))
            .DistinctBy(e => e.From);

    private int LayerOf(ExecutableTarget target, HashSet<ExecutableTarget> path)
    {
        if (layerOf.TryGetValue(target, out var layer))
            return layer;

        // The engine rejects cycles of the plan; among targets that are only drawn, an edge back is left out of the layering.
        if (!path.Add(target))
            return -1;
        layer = Edges.Where(e => e.To == target).Select(e => LayerOf(e.From, path) + 1).Append(0).Max();
        path.Remove(target);
        return layerOf[target] = layer;
    }

    private void Untangle()
    {
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var position = Layers.SelectMany(l => l.Select((t, i) => (t, At: i - (l.Count - 1) / 2.0))).ToDictionary(x => x.t, x => x.At);
            var upwards = sweep % 2 == 1;
            double Middle(ExecutableTarget target)
            {
                var others = Edges.Where(e => upwards ? e.From == target : e.To == target).Select(e => position[upwards ? e.To : e.From]).ToList();
                return others.Count > 0 ? others.Average() : position[target];
            }

            Layers = [.. Layers.Select(l => (IReadOnlyList<ExecutableTarget>)[.. l.OrderBy(Middle)])];
        }
    }
}

/// <summary>How one target waits for another.</summary>
internal enum PlanEdgeKind
{
    /// <summary>DependsOn: the other runs first, and its failure stops this one.</summary>
    Needs,

    /// <summary>Triggers: the other brings this one along.</summary>
    Triggers,

    /// <summary>Before or After: order only, when both run.</summary>
    After,
}

internal sealed record PlanEdge(ExecutableTarget From, ExecutableTarget To, PlanEdgeKind Kind);

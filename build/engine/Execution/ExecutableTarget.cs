using System.Reflection;
using Nuke.Common.Tooling;

namespace Nuke.Common.Execution;

/// <summary>A target of the graph: what its definition said, its edges, and what became of it in this run.</summary>
public sealed class ExecutableTarget
{
    public required string Name { get; init; }

    /// <summary>The property that declares the target, on the build class or on a component interface.</summary>
    internal MemberInfo? Member { get; init; }

    /// <summary>What the property returned; other definitions name the target by it.</summary>
    internal Target? Factory { get; init; }

    internal TargetDefinition? Definition { get; init; }

    public string? Description { get; internal set; }

    /// <summary>False for targets that <c>--help</c> and completion leave out.</summary>
    public bool Listed { get; internal set; } = true;

    public bool IsDefault { get; internal set; }

    /// <summary>Named by the user on the command line, or the default.</summary>
    public bool Invoked { get; internal set; }

    /// <summary>DependsOn and DependentFor: these run first, and their failure stops this target.</summary>
    public List<ExecutableTarget> ExecutionDependencies { get; } = [];

    /// <summary>Before and After: order only, when both are scheduled.</summary>
    internal List<ExecutableTarget> OrderDependencies { get; } = [];

    /// <summary>The targets that this one triggers.</summary>
    internal List<ExecutableTarget> Triggers { get; } = [];

    /// <summary>The targets that trigger this one; it runs after them.</summary>
    internal List<ExecutableTarget> TriggerDependencies { get; } = [];

    /// <summary>What Consumes named, with the artifacts (the producer's, when none was named).</summary>
    internal List<(ExecutableTarget Producer, IReadOnlyList<string> Artifacts)> ArtifactDependencies { get; } = [];

    internal IEnumerable<ExecutableTarget> Predecessors => ExecutionDependencies.Concat(OrderDependencies).Concat(TriggerDependencies);

    public ExecutionStatus Status { get; internal set; } = ExecutionStatus.None;

    internal DateTimeOffset? Started { get; set; }

    public TimeSpan Duration { get; internal set; }

    /// <summary>Why a skipped target was skipped, in words for the summary: <c>because of --skip</c>, <c>because 'Compile' failed</c>, the false condition's text.</summary>
    internal string? SkipCause { get; set; }

    internal Exception? Failure { get; set; }

    /// <summary>What the target reported with <c>ReportSummary</c>, in order.</summary>
    internal List<KeyValuePair<string, string>> Summary { get; } = [];

    public override string ToString() => Name;

    /// <summary>Merges what the configurator adds; a key that is there already gets the new value.</summary>
    internal void Report(Configure<IDictionary<string, string>>? configurator)
    {
        lock (Summary)
        {
            var pairs = new Dictionary<string, string>(Summary);
            foreach (var (key, value) in configurator?.Invoke(pairs) ?? pairs)
            {
                var index = Summary.FindIndex(x => x.Key == key);
                if (index < 0)
                    Summary.Add(new(key, value));
                else
                    Summary[index] = new(key, value);
            }
        }
    }
}

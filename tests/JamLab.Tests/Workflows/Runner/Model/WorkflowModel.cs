using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>A workflow file, checked; what may hold expressions is kept as it was written.</summary>
public sealed class WorkflowModel
{
    /// <summary>Path from the root of the repository.</summary>
    public required string Path { get; init; }

    public required string Name { get; init; }

    public string? RunName { get; init; }

    public required Triggers On { get; init; }

    public Permissions? Permissions { get; init; }

    public YamlMappingNode? Env { get; init; }

    public YamlMappingNode? RunDefaults { get; init; }

    public ConcurrencyModel? Concurrency { get; init; }

    public required IReadOnlyList<JobModel> Jobs { get; init; }

    /// <summary>All jobs that a job stands behind, directly or not; without the job itself.</summary>
    public IReadOnlySet<string> Ancestors(string job)
    {
        var result = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>([job]);
        while (open.TryPop(out var next))
        {
            foreach (var need in Jobs.FirstOrDefault(x => x.Id.Equals(next, StringComparison.OrdinalIgnoreCase))?.Needs ?? [])
            {
                if (result.Add(need))
                    open.Push(need);
            }
        }

        return result;
    }
}

/// <summary>A group in which one runs at a time; <paramref name="Queue"/> is <c>single</c> or <c>max</c>.</summary>
public sealed record ConcurrencyModel(YamlNode Group, YamlNode? CancelInProgress, string Queue);

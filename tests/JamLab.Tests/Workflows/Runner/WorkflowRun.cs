namespace JamLab.Tests.Workflows.Runner;

/// <summary>A run as it ended.</summary>
public sealed class WorkflowRun
{
    public required int Number { get; init; }

    public required int Attempt { get; init; }

    /// <summary>File name of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>What <c>run-name</c> says, or the workflow's name.</summary>
    public required string Title { get; init; }

    public required WorkflowEvent Event { get; init; }

    public required Conclusion Conclusion { get; init; }

    /// <summary>In the order in which they ended; those of a former attempt that did not run again are the same objects.</summary>
    public required IReadOnlyList<JobRun> Jobs { get; init; }

    /// <summary>Folders with the files of each artifact, by name.</summary>
    public required IReadOnlyDictionary<string, string> Artifacts { get; init; }

    /// <summary>Outputs of <c>on.workflow_call</c> where the workflow has them, else of each job as <c>job.output</c>.</summary>
    public required IReadOnlyDictionary<string, string> Outputs { get; init; }

    public IReadOnlyList<Annotation> Annotations => [.. Jobs.SelectMany(x => x.Annotations)];

    /// <summary>Markdown of each job that wrote a summary, by the job's id.</summary>
    public IReadOnlyDictionary<string, string> Summaries => Jobs.Where(x => x.Summary.Length > 0).ToDictionary(x => x.Id, x => x.Summary);

    /// <summary>The one job with this id, for example <c>home / provision-vms</c> or <c>build-templates (debian-12)</c>.</summary>
    public JobRun Job(string id) =>
        Jobs.SingleOrDefault(x => x.Id == id) ?? throw new KeyNotFoundException($"no job '{id}' among: {string.Join(", ", Jobs.Select(x => x.Id))}");

    /// <summary>All jobs and steps with their ends, and the logs of what failed.</summary>
    public override string ToString() =>
        string.Join('\n', [$"{Workflow} #{Number}.{Attempt}: {Conclusion}", .. Jobs.Select(x => x.ToString())]);
}

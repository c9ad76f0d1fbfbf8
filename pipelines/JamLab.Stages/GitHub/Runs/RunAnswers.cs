namespace JamLab.Stages.GitHub.Runs;

/// <summary>docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event</summary>
internal sealed record DispatchRequest(string Ref, IReadOnlyDictionary<string, string> Inputs)
{
    public bool? ReturnRunDetails { get; init; }
}

internal sealed record DispatchAnswer(long WorkflowRunId, string? HtmlUrl);

/// <summary>docs.github.com/en/rest/actions/workflow-runs</summary>
internal sealed record RunAnswer(long Id, string Status, string? Conclusion, string HtmlUrl, DateTimeOffset CreatedAt, string HeadSha)
{
    public DateTimeOffset? RunStartedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public string? Event { get; init; }

    public int RunAttempt { get; init; } = 1;

    public Actor? Actor { get; init; }
}

internal sealed record Actor(string Login);

internal sealed record RunPage(IReadOnlyList<RunAnswer> WorkflowRuns);

/// <summary>docs.github.com/en/rest/actions/workflow-jobs</summary>
internal sealed record JobAnswer(long Id, string Name, string Status, string? Conclusion)
{
    public string? HtmlUrl { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public IReadOnlyList<StepAnswer>? Steps { get; init; }
}

internal sealed record StepAnswer(string Name, int Number, string Status, string? Conclusion)
{
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }
}

internal sealed record JobPage(IReadOnlyList<JobAnswer> Jobs);

internal sealed record CommitAnswer(string Sha);

internal sealed record RepositoryAnswer(string DefaultBranch);

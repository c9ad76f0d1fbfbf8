namespace JamLab.Stages.GitHub.Http;

/// <summary>What a request is for: words and permissions for its failure, and whether it may be sent twice.</summary>
internal sealed record GitHubCall(GitHubNeed Need, CancellationToken Cancellation)
{
    internal static HttpRequestOptionsKey<GitHubCall> Key { get; } = new("jamlab.call");

    public Repetition Repetition { get; init; }

    /// <summary>Answers that a repeated question need not bring again; null asks in full each time.</summary>
    public KeptAnswers? Kept { get; init; }

    /// <summary>What the URL of a message is about, for example <c>on pull request 12</c>.</summary>
    public string About { get; init; } = "";
}

/// <summary>Whether a request may be sent again after its answer was lost.</summary>
internal enum Repetition
{
    /// <summary>All but POST.</summary>
    ByMethod,

    /// <summary>Doing it twice is like doing it once, though it is a POST.</summary>
    Always,

    /// <summary>Doing it twice differs: who asks looks first.</summary>
    Never,
}

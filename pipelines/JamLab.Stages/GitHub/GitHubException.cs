using System.Net;

namespace JamLab.Stages.GitHub;

/// <summary>GitHub did not do what it was asked: what was asked, what it said, and the way out. Holds nothing of the request's body or headers.</summary>
public sealed class GitHubException(string message, string wayOut) : StageException(message, wayOut)
{
    /// <summary>Null when no answer came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Whether it may have been done all the same: the answer was lost, not the request.</summary>
    public bool IsUncertain { get; init; }
}

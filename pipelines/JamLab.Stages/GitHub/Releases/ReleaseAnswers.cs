namespace JamLab.Stages.GitHub.Releases;

/// <summary>docs.github.com/en/rest/releases: Octokit's type lacks the digest, and has ids of 32 bits.</summary>
internal sealed record ReleaseAnswer(long Id, string TagName, string? Name, string? Body, bool Draft, string HtmlUrl, string UploadUrl);

internal sealed record AssetAnswer(long Id, string Name, string State, long Size)
{
    /// <summary>"sha256:" and the hash; older Enterprise servers have none.</summary>
    public string? Digest { get; init; }
}

internal sealed record ReleaseChange
{
    public string? Name { get; init; }

    public string? Body { get; init; }

    public bool? Draft { get; init; }
}

internal sealed record NewReleaseRequest(string TagName, string Name, string Body, bool Draft);

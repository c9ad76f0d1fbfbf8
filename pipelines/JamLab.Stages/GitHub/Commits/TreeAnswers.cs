using System.Text.Json.Serialization;

namespace JamLab.Stages.GitHub.Commits;

/// <summary>docs.github.com/en/rest/git/trees#create-a-tree</summary>
internal sealed record TreeRequest(string BaseTree, IReadOnlyList<TreeEntry> Tree);

/// <summary>A null hash is written: it takes the file away.</summary>
internal sealed record TreeEntry(string Path, string Mode, string Type)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Sha { get; init; }
}

internal sealed record ShaAnswer(string Sha);

/// <summary>docs.github.com/en/rest/commits/commits#compare-two-commits</summary>
internal sealed record CompareAnswer(int TotalCommits, IReadOnlyList<ComparedCommit> Commits);

internal sealed record ComparedCommit(string Sha, Runs.Actor? Author);

/// <summary>docs.github.com/en/rest/git/refs</summary>
internal sealed record ReferenceAnswer(ShaAnswer Object);

internal sealed record NewReferenceRequest(string Ref, string Sha);

internal sealed record ReferenceChange(string Sha, bool Force);

namespace Nuke.Common.CI.GitHubActions;

/// <summary>The actions that workflows use, by commit: a tag can be moved by whoever takes over its repository.</summary>
internal static class PinnedActions
{
    public static readonly PinnedAction Checkout = new("actions/checkout", "11bd71901bbe5b1630ceea73d27597364c9af683", "v4.2.2");

    public static readonly PinnedAction Cache = new("actions/cache", "5a3ec84eff668545956fd18022155c47e93e2684", "v4.2.3");

    public static readonly PinnedAction UploadArtifact = new("actions/upload-artifact", "ea165f8d65b6e75b540449e92b4886f43607fa02", "v4.6.2");
}

internal sealed record PinnedAction(string Repository, string Commit, string Version)
{
    public string Reference => $"{Repository}@{Commit}";
}

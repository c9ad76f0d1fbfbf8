using System.Text.Json;
using System.Text.RegularExpressions;
using Nuke.Common.Execution;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>
/// The actions that workflows use, by commit: a tag can be moved by whoever takes over its repository. A repository that pins actions itself, in
/// <c>.github/actions.lock.json</c>, has its own of those that it names.
/// </summary>
internal sealed partial record PinnedActions
{
    private const string LockFile = ".github/actions.lock.json";

    public PinnedAction Checkout { get; private init; } = new("actions/checkout", "11bd71901bbe5b1630ceea73d27597364c9af683", "v4.2.2");

    public PinnedAction Cache { get; private init; } = new("actions/cache", "5a3ec84eff668545956fd18022155c47e93e2684", "v4.2.3");

    public PinnedAction UploadArtifact { get; private init; } = new("actions/upload-artifact", "ea165f8d65b6e75b540449e92b4886f43607fa02", "v4.6.2");

    /// <exception cref="UserMistake">The lock file names no commit, or is not JSON.</exception>
    public static PinnedActions Read(string root)
    {
        var own = new PinnedActions();
        var path = Path.Combine(root, LockFile);
        if (!File.Exists(path))
            return own;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            return new PinnedActions { Checkout = Pinned(own.Checkout), Cache = Pinned(own.Cache), UploadArtifact = Pinned(own.UploadArtifact) };

            PinnedAction Pinned(PinnedAction unless) => !json.RootElement.TryGetProperty(unless.Repository, out var entry) ? unless
                : entry.GetProperty("commit").GetString() is { } commit && Commit().IsMatch(commit) ? unless with { Commit = commit, Version = entry.GetProperty("version").GetString() ?? "" }
                : throw new UserMistake($"{LockFile}: {unless.Repository} has no full commit hash");
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UserMistake($"{LockFile} cannot be read: {wrong.Message}");
        }
    }

    [GeneratedRegex("^[0-9a-f]{40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Commit();
}

internal sealed record PinnedAction(string Repository, string Commit, string Version)
{
    public string Reference => $"{Repository}@{Commit}";
}

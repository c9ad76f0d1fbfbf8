using System.Text;

namespace JamLab.Stages.GitHub.Commits;

/// <summary>A file as it is to be in a commit, its path from the repository's root with slashes; <see cref="Content"/> null takes it away.</summary>
public sealed record CommitFile(string Path, ReadOnlyMemory<byte>? Content)
{
    public bool IsExecutable { get; init; }

    public static CommitFile Text(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    public static CommitFile Deleted(string path) => new(path, null);
}

using JamLab.Convergence;

namespace JamLab.Stages.Configuration.Files;

/// <summary>One thing under an environment's <c>files/</c>: for whom (<c>all</c>, a group, a host), and where on the host. Neither content nor target: a directory.</summary>
/// <param name="Folder">The folder under <c>files/</c> that it is in.</param>
/// <param name="Path">Where it goes, absolute.</param>
public sealed record FileEntry(string Folder, string Path)
{
    /// <summary>What the file holds; null for links and directories.</summary>
    public HostText? Content { get; init; }

    /// <summary>What the symbolic link leads to, as written; null for files and directories.</summary>
    public string? Target { get; init; }

    /// <summary>Whether its owner may execute it here, and so everybody there.</summary>
    public bool IsExecutable { get; init; }

    public bool IsDirectory => Content is null && Target is null;

    /// <summary>As the user finds it below the environment's folder.</summary>
    public override string ToString() => $"files/{Folder}{Path}";
}

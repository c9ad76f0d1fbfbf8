namespace JamLab.Convergence;

/// <summary>A file of this computer: its path, the SHA-256 of its bytes in lower-case hexadecimal, and how many there are.</summary>
public sealed record LocalFile(string Path, string Sha256, long Size);

/// <summary>A file of this computer that must be at a path of the host before a change's script runs; its directory is made if there is none.</summary>
public sealed record SentFile(LocalFile Source, string Path);

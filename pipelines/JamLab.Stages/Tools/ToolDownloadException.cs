namespace JamLab.Stages.Tools;

/// <summary>A pinned archive could not be fetched, or is not what its SHA-256 says; nothing of it was kept.</summary>
public sealed class ToolDownloadException(string message) : StageException(message);

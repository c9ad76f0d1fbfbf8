namespace JamLab.Stages.Processes;

/// <summary>Looks programs up as execvp(3) does, plus the sbin folders that a plain user's PATH lacks on Debian.</summary>
public static class Programs
{
    private static readonly string[] Extra = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <summary>The folders in which programs are looked up, in order, for a given value of <c>PATH</c>.</summary>
    public static IReadOnlyList<string> Folders(string? path) =>
        [.. (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(Extra).Distinct()];

    public static string? Find(string name) => Find(name, Folders(Environment.GetEnvironmentVariable("PATH")));

    public static string? Find(string name, IReadOnlyList<string> folders) =>
        folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}

namespace JamLab.Stages.Processes;

/// <summary>Looks programs up as execvp(3) does, plus the sbin folders that a plain user's PATH lacks on Debian.</summary>
public static class Programs
{
    private static readonly string[] Extra = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Concat(Extra)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}

using JamLab.Stages.Processes;

namespace JamLab.Stages.Tools;

/// <summary>The computer that JamLab runs on, as far as finding and installing tools goes.</summary>
/// <param name="Folders">Where programs are looked up, in order.</param>
/// <param name="Root">The file system's root, <c>/</c> outside of tests.</param>
public sealed record Workstation(IReadOnlyList<string> Folders, bool IsRoot, bool IsCI, string Root = "/")
{
    public static Workstation Current(Func<string, string?> variable) => new(
        Programs.Folders(variable("PATH")),
        Environment.IsPrivilegedProcess,
        variable("CI") is { Length: > 0 } ci && !ci.Equals("false", StringComparison.OrdinalIgnoreCase));

    public string? Find(string program) => Programs.Find(program, Folders);

    /// <summary>Debian itself or what calls itself like it, Ubuntu among others (os-release(5), ID and ID_LIKE).</summary>
    public bool IsDebianLike => Lines("etc/os-release")
        .Select(line => line.Split('=', 2))
        .Where(parts => parts.Length == 2 && parts[0] is "ID" or "ID_LIKE")
        .Any(parts => parts[1].Trim('"', '\'').Split(' ').Contains("debian"));

    /// <summary>A file under <see cref="Root"/>, or nothing where it cannot be read.</summary>
    public string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(At(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public string At(string path) => Path.Combine(Root, path);
}

using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>Permission bits, owner and group of what is at a path.</summary>
internal static class FileRights
{
    /// <summary>Bits that a new file can have from its making, if the umask lets them through.</summary>
    private const int FromUmask = 0b110_110_110;

    public static IEnumerable<Difference> Differences(PathInfo now, int mode, string owner, string group)
    {
        if (now.Mode != mode)
            yield return new Difference("mode", Octal(now.Mode), Octal(mode));
        if (now.Owner != owner || now.Group != group)
            yield return new Difference("owner", $"{now.Owner}:{now.Group}", $"{owner}:{group}");
    }

    /// <summary>Sets what differs; the owner first, since changing it drops the set-user-ID bit. Five digits, since with four GNU's chmod keeps that of a directory.</summary>
    public static string Script(PathInfo now, int mode, string owner, string group, string word)
    {
        var script = now.Owner != owner || now.Group != group ? $"chown -h {Sh.Quote($"{owner}:{group}")} {word}\n" : "";
        return script + (now.Mode != mode || script.Length > 0 ? $"chmod 0{Octal(mode)} {word}\n" : "");
    }

    /// <summary>
    /// Shell around the making of a file: <c>Before</c> sets the umask, so that no process is needed for most modes and a file with secrets is never readable by others; <c>After</c> does the rest.
    /// </summary>
    public static (string Before, string After) Making(int mode, string owner, string group, string word)
    {
        var owned = owner == "root" && group == "root" ? "" : $"chown -h {Sh.Quote($"{owner}:{group}")} {word}\n";
        var made = mode & FromUmask;
        // Changing the owner drops set-user-ID, so mode comes last.
        var moded = made != mode ? $"chmod 0{Octal(mode)} {word}\n" : "";
        return made == 0b110_100_100 ? ("", owned + moded) : ($"umask 0{Octal(FromUmask & ~made)}\n", $"umask 022\n{owned}{moded}");
    }

    public static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}

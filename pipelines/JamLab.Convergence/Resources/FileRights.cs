using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>Permission bits, owner and group of what is at a path.</summary>
internal static class FileRights
{
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

    /// <summary>What a file or directory is that root has just made under umask 022.</summary>
    public static PathInfo New(PathType type) => PathInfo.Missing with { Type = type, Mode = type == PathType.Directory ? 0b111_101_101 : 0b110_100_100, Owner = "root", Group = "root" };

    public static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}

using System.Text;

namespace Nuke.Common.IO;

/// <summary>Path arithmetic on text, for Unix and Windows paths alike on either system; nothing here looks at a disk.</summary>
public static class PathConstruction
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Whether the path starts at a Unix root, a drive or a share.</summary>
    public static bool HasPathRoot(string? path) => RootLength(path) > 0;

    internal static bool HasUnixRoot(string? path) => path is ['/', ..];

    internal static bool HasWinRoot(string? path) =>
        path is [var drive, ':', ..] && char.IsAsciiLetter(drive) && (path.Length == 2 || path[2] is '/' or '\\')
        || path is ['\\', '\\', ..];

    internal static bool IsRoot(string path) => path.Length <= RootLength(path);

    private static int RootLength(string? path) =>
        HasUnixRoot(path) ? 1 : !HasWinRoot(path) ? 0 : path![1] == ':' ? Math.Min(3, path.Length) : ShareLength(path);

    /// <summary>Server and share together are the root of <c>\\server\share\folder</c>.</summary>
    private static int ShareLength(string path)
    {
        var share = path.IndexOfAny(Separators, 2);
        var end = share < 0 ? -1 : path.IndexOfAny(Separators, share + 1);
        return end < 0 ? path.Length : end;
    }

    /// <summary>Resolves <c>.</c> and <c>..</c> and uses one kind of separator: that of the root, else the given one, else <c>/</c>.</summary>
    public static string NormalizePath(string path, char? separator = null)
    {
        var rootLength = RootLength(path);
        var glue = separator ?? (HasWinRoot(path) ? '\\' : '/');
        var parts = new List<string>();
        foreach (var part in path[rootLength..].Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
                continue;
            if (part != ".." || (parts.Count == 0 && rootLength == 0) || parts is [.., ".."])
                parts.Add(part);
            else if (parts.Count == 0)
                throw new ArgumentException($"Path '{path}' leads above its root");
            else
                parts.RemoveAt(parts.Count - 1);
        }

        var root = path[..rootLength].Replace(glue == '/' ? '\\' : '/', glue);
        if (rootLength == 2 && root[1] == ':')
            root += glue;
        if (parts.Count > 0 && root.Length > 0 && root[^1] != glue)
            root += glue;
        return new StringBuilder(root).AppendJoin(glue, parts).ToString();
    }

    /// <summary>Appends a relative path; an empty one changes nothing, a rooted one is a mistake.</summary>
    public static string Combine(string left, string? right, char? separator = null)
    {
        Assert.False(HasPathRoot(right), $"Path '{right}' has a root and cannot be appended to '{left}'");
        return NormalizePath($"{left}{separator ?? (HasWinRoot(left) ? '\\' : '/')}{right}", separator);
    }

    /// <summary>The way from a base directory to a path; with <paramref name="normalize"/> off, the separators stay those of the base.</summary>
    public static string GetRelativePath(string basePath, string destinationPath, bool normalize = true)
    {
        basePath = NormalizePath(basePath);
        destinationPath = NormalizePath(destinationPath);
        var windows = HasWinRoot(basePath);
        Assert.True(windows == HasWinRoot(destinationPath), $"Paths '{basePath}' and '{destinationPath}' have different roots");
        var comparison = windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var from = Parts(basePath);
        var to = Parts(destinationPath);
        if (windows)
            Assert.True(string.Equals(from[0], to[0], comparison), $"Paths '{basePath}' and '{destinationPath}' have different roots");

        var common = 0;
        while (common < from.Length && common < to.Length && string.Equals(from[common], to[common], comparison))
            common++;
        var glue = normalize ? Path.DirectorySeparatorChar : windows ? '\\' : '/';
        return string.Join(glue, Enumerable.Repeat("..", from.Length - common).Concat(to.Skip(common)));

        static string[] Parts(string path) => path.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>As <see cref="GetRelativePath"/>, with slashes.</summary>
    public static UnixRelativePath GetUnixRelativePath(string basePath, string destinationPath) =>
        (UnixRelativePath)NormalizePath(GetRelativePath(basePath, destinationPath), '/');

    /// <summary>As <see cref="GetRelativePath"/>, with backslashes.</summary>
    public static WinRelativePath GetWinRelativePath(string basePath, string destinationPath) =>
        (WinRelativePath)NormalizePath(GetRelativePath(basePath, destinationPath), '\\');
}

namespace Nuke.Common.IO;

public static partial class AbsolutePathExtensions
{
    /// <summary>The files down to a depth (1: the directory's own), by name; those with one of the attributes are left out.</summary>
    public static IEnumerable<AbsolutePath> GetFiles(this AbsolutePath path, string pattern = "*", int depth = 1, FileAttributes attributes = 0) =>
        depth <= 0
            ? []
            : Sorted(Directory.EnumerateFiles(path, pattern), attributes)
                .Concat(path.GetDirectories(depth: depth - 1).SelectMany(x => x.GetFiles(pattern, depth: 1, attributes)));

    /// <summary>The directories down to a depth, level by level and by name; those with one of the attributes are left out.</summary>
    public static IEnumerable<AbsolutePath> GetDirectories(this AbsolutePath path, string pattern = "*", int depth = 1, FileAttributes attributes = 0)
    {
        List<AbsolutePath> level = [path];
        for (; depth > 0 && level.Count > 0; depth--)
        {
            foreach (var match in level.SelectMany(x => Sorted(Directory.EnumerateDirectories(x, pattern), attributes)))
                yield return match;
            level = [.. level.SelectMany(x => Sorted(Directory.EnumerateDirectories(x), 0))];
        }
    }

    /// <summary>Whether the other path lies below this one.</summary>
    public static bool Contains(this AbsolutePath path, AbsolutePath other)
    {
        for (var above = other.Parent; above is not null; above = above.Parent)
        {
            if (above == path)
                return true;
        }

        return false;
    }

    /// <summary>The nearest directory at or above the path that the predicate accepts, or null.</summary>
    public static AbsolutePath? FindParentOrSelf(this AbsolutePath? path, Func<AbsolutePath, bool> predicate)
    {
        while (path is not null && !predicate(path))
            path = path.Parent;
        return path;
    }

    /// <summary>The nearest directory above the path that the predicate accepts, or null.</summary>
    public static AbsolutePath? FindParent(this AbsolutePath path, Func<AbsolutePath, bool> predicate) =>
        path.Parent.FindParentOrSelf(predicate);

    public static RelativePath GetRelativePathTo(this AbsolutePath path, AbsolutePath other) =>
        (RelativePath)PathConstruction.GetRelativePath(path, other)!;

    public static UnixRelativePath GetUnixRelativePathTo(this AbsolutePath path, AbsolutePath other) =>
        PathConstruction.GetUnixRelativePath(path, other);

    public static WinRelativePath GetWinRelativePathTo(this AbsolutePath path, AbsolutePath other) =>
        PathConstruction.GetWinRelativePath(path, other);

    public static FileInfo ToFileInfo(this AbsolutePath path) => new(path);

    public static DirectoryInfo ToDirectoryInfo(this AbsolutePath path) => new(path);

    /// <summary>The path with another extension, with or without its dot.</summary>
    public static AbsolutePath WithExtension(this AbsolutePath path, string extension) =>
        path.Parent / $"{path.NameWithoutExtension}.{extension.TrimStart('.')}";

    private static IEnumerable<AbsolutePath> Sorted(IEnumerable<string> paths, FileAttributes attributes) =>
        paths.Where(x => attributes == 0 || (File.GetAttributes(x) & attributes) == 0)
            .Order(StringComparer.Ordinal)
            .Select(AbsolutePath.Create);
}

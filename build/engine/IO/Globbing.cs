using System.IO.Enumeration;

namespace Nuke.Common.IO;

/// <summary>Finds files and directories by patterns: <c>*</c> and <c>?</c> within a name, <c>**</c> over any number of directories.</summary>
public static class Globbing
{
    /// <summary>The matching files, by path, each once. A pattern that starts with <c>!</c> takes matches away.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobFiles(this AbsolutePath directory, params string[] patterns) =>
        Glob(directory, patterns, files: true);

    /// <summary>The matching directories, by path, each once. A pattern that starts with <c>!</c> takes matches away.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobDirectories(this AbsolutePath directory, params string[] patterns) =>
        Glob(directory, patterns, files: false);

    private static List<AbsolutePath> Glob(AbsolutePath directory, string[] patterns, bool files)
    {
        Assert.NotEmpty(patterns, "At least one pattern is needed");
        if (!directory.DirectoryExists())
            return [];

        var wanted = patterns.Where(x => !x.StartsWith('!')).Select(Parts).ToList();
        var unwanted = patterns.Where(x => x.StartsWith('!')).Select(x => Parts(x[1..])).ToList();
        var found = new SortedDictionary<string, AbsolutePath>(StringComparer.Ordinal);
        foreach (var pattern in wanted)
        {
            // What a pattern starts with literally is not searched but entered.
            var literal = pattern.TakeWhile(x => x.AsSpan().IndexOfAny('*', '?') < 0).Take(pattern.Length - 1).ToArray();
            var start = literal.Aggregate(directory, (path, name) => path / name);
            if (!start.DirectoryExists())
                continue;
            foreach (var path in Walk(start, pattern.Length - literal.Length, pattern.Contains("**"), files))
            {
                var parts = Parts(PathConstruction.GetRelativePath(directory, path));
                if (Matches(parts, pattern) && !unwanted.Exists(x => Matches(parts, x)))
                    found.TryAdd(path, path);
            }
        }

        return [.. found.Values];
    }

    private static IEnumerable<AbsolutePath> Walk(AbsolutePath start, int depth, bool recursive, bool files)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = recursive ? int.MaxValue : depth - 1,
            AttributesToSkip = 0,
            IgnoreInaccessible = true,
        };
        var entries = new FileSystemEnumerable<string>(start, (ref FileSystemEntry x) => x.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry x) => x.IsDirectory != files,
            // A link to a directory above would never end.
            ShouldRecursePredicate = (ref FileSystemEntry x) => (x.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        return entries.Select(AbsolutePath.Create);
    }

    private static string[] Parts(string path) => path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);

    private static bool Matches(ReadOnlySpan<string> path, ReadOnlySpan<string> pattern)
    {
        if (pattern.IsEmpty)
            return path.IsEmpty;
        if (pattern[0] == "**")
        {
            for (var skipped = 0; skipped <= path.Length; skipped++)
            {
                if (Matches(path[skipped..], pattern[1..]))
                    return true;
            }

            return false;
        }

        return !path.IsEmpty
            && (pattern[0] == ".." ? path[0] == ".." : FileSystemName.MatchesSimpleExpression(pattern[0], path[0], OperatingSystem.IsWindows()))
            && Matches(path[1..], pattern[1..]);
    }
}

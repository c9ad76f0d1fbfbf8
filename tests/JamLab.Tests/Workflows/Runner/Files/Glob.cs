using System.Text;
using System.Text.RegularExpressions;

namespace JamLab.Tests.Workflows.Runner.Files;

/// <summary>Finds files by lines of patterns as <c>@actions/glob</c> does: <c>!</c> takes out again, a folder means all in it, <c>*</c> takes hidden names too.</summary>
public sealed class Glob
{
    private readonly List<(bool Exclude, Regex Path, string SearchPath, bool IsLiteral)> _patterns = [];

    public Glob(string patterns, string folder, string home)
    {
        foreach (var line in patterns.Split('\n').Select(x => x.Trim()).Where(x => x.Length > 0 && x[0] != '#'))
        {
            var exclude = line[0] == '!';
            var pattern = exclude ? line.TrimStart('!').Trim() : line;
            pattern = pattern == "~" || pattern.StartsWith("~/", StringComparison.Ordinal) ? home + pattern[1..] : Path.Combine(folder, pattern);
            pattern = Normalize(pattern);
            var segments = pattern.Split('/');
            var literal = segments.TakeWhile(x => !x.AsSpan().ContainsAny('*', '?', '[')).ToArray();
            _patterns.Add((exclude, Compile(segments), literal.Length < 2 ? "/" : string.Join('/', literal), literal.Length == segments.Length));
        }
    }

    /// <summary>Where the search begins: of folders inside one another only the outer.</summary>
    public IReadOnlyList<string> SearchPaths
    {
        get
        {
            var all = _patterns.Where(x => !x.Exclude).Select(x => x.SearchPath).Distinct().ToList();
            return [.. all.Where(x => !all.Any(y => y != x && IsInside(x, y)))];
        }
    }

    /// <summary>Whether each pattern that takes in is a plain path.</summary>
    public bool IsLiteral => _patterns.All(x => x.Exclude || x.IsLiteral);

    /// <summary>Paths of files, sorted; a link to a file counts as one, folders do not. Without hidden ones a search that begins at a hidden folder finds nothing either, as in <c>upload-artifact</c>.</summary>
    public IReadOnlyList<string> Find(bool withHidden = true, bool followLinks = true) =>
        [.. SearchPaths.SelectMany(x => Walk(x, [], withHidden, followLinks)).Where(Matches).Distinct().Order(StringComparer.Ordinal)];

    public static bool IsInside(string path, string folder) => folder == "/" || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Walk(string path, IReadOnlyList<string> above, bool withHidden, bool followLinks)
    {
        if (!withHidden && Path.GetFileName(path).StartsWith('.'))
            yield break;
        if (File.Exists(path))
            yield return path;
        if (!Directory.Exists(path))
            yield break;
        var link = new DirectoryInfo(path).LinkTarget is not null;
        var real = link ? new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;
        // A link to a folder above would never end.
        if (link && (!followLinks || above.Any(x => x == real || IsInside(x, real))))
            yield break;
        foreach (var child in Directory.EnumerateFileSystemEntries(path).SelectMany(x => Walk(x, [.. above, real], withHidden, followLinks)))
            yield return child;
    }

    private bool Matches(string path)
    {
        var taken = false;
        foreach (var (exclude, regex, _, _) in _patterns)
        {
            if (regex.IsMatch(path))
                taken = !exclude;
        }

        return taken;
    }

    private static string Normalize(string pattern)
    {
        var result = new List<string>();
        foreach (var segment in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(x => x != "."))
        {
            if (segment == ".." && result.Count > 0)
                result.RemoveAt(result.Count - 1);
            else
                result.Add(segment);
        }

        return "/" + string.Join('/', result);
    }

    private static Regex Compile(string[] segments)
    {
        var regex = new StringBuilder("^");
        for (var i = 1; i < segments.Length; i++)
            regex.Append(segments[i] == "**" ? "(/[^/]+)*" : "/" + Segment(segments[i]));
        return new Regex(regex.Append("(/.*)?$").ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static string Segment(string segment)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < segment.Length; i++)
        {
            var close = segment[i] == '[' ? segment.IndexOf(']', Math.Min(i + 2, segment.Length)) : -1;
            if (close > 0)
            {
                var inside = segment[(i + 1)..close].Replace("\\", "\\\\", StringComparison.Ordinal);
                regex.Append('[').Append(inside[0] == '!' ? "^" + inside[1..] : inside).Append(']');
                i = close;
            }
            else
                regex.Append(segment[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape(c.ToString()) });
        }

        return regex.ToString();
    }
}

namespace JamLab.Convergence.Scripts;

/// <summary>Paths that resources may name.</summary>
internal static class HostPath
{
    /// <summary>The path itself; throws <see cref="ArgumentException"/> for one that is not absolute, not plain (<c>..</c>, <c>//</c>, a slash at the end) or holds characters that line-wise output cannot carry.</summary>
    public static string Check(string path)
    {
        if (path is not ['/', ..])
            throw new ArgumentException($"'{path}' is not an absolute path");
        if (path.Any(char.IsControl) || path.Contains('\\', StringComparison.Ordinal))
            throw new ArgumentException($"'{path}' holds a control character or a backslash");
        if (path.Length > 1 && path.Split('/').Skip(1).Any(part => part is "" or "." or ".."))
            throw new ArgumentException($"'{path}' is not plain: no '..', '.', '//' or slash at the end");
        return path;
    }

    public static string Parent(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "/";

    /// <summary>Where the new file grows, beside the old one, so that a rename puts it in place.</summary>
    public static string Temporary(string path, string suffix = "jamlab") => $"{Parent(path).TrimEnd('/')}/.{FileName(path)}.{suffix}";

    public static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];
}

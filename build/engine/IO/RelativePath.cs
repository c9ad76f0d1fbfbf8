using System.Diagnostics.CodeAnalysis;

namespace Nuke.Common.IO;

/// <summary>A path without a root; it keeps its kind of separator when parts are appended.</summary>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "NUKE's surface.")]
public class RelativePath
{
    private readonly string _path;
    private readonly char? _separator;

    protected RelativePath(string path, char? separator = null)
    {
        Assert.False(PathConstruction.HasPathRoot(path), $"Path '{path}' must not be rooted");
        _path = PathConstruction.NormalizePath(path, separator ?? Path.DirectorySeparatorChar);
        _separator = separator;
    }

    public static explicit operator RelativePath?(string? path) => path is null ? null : new RelativePath(path);

    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator string?(RelativePath? path) => path?._path;

    public static RelativePath operator /(RelativePath left, string? right) => left.With($"{left._path}/{right}");

    public static RelativePath operator +(RelativePath left, string? right) => left.With(left._path + right);

    private RelativePath With(string path) => _separator switch
    {
        '/' => new UnixRelativePath(path),
        '\\' => new WinRelativePath(path),
        _ => new RelativePath(path),
    };

    public override string ToString() => _path;
}

/// <summary>A relative path with slashes, whatever the system: for archives, URLs and hosts.</summary>
public sealed class UnixRelativePath : RelativePath
{
    internal UnixRelativePath(string path)
        : base(path, '/')
    {
    }

    public static explicit operator UnixRelativePath(string path) => new(path);
}

/// <summary>A relative path with backslashes, whatever the system.</summary>
public sealed class WinRelativePath : RelativePath
{
    internal WinRelativePath(string path)
        : base(path, '\\')
    {
    }

    public static explicit operator WinRelativePath(string path) => new(path);
}

using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Nuke.Common.Utilities;

namespace Nuke.Common.IO;

/// <summary>A rooted, normalised path of a file or a directory; whether it exists is another question.</summary>
[TypeConverter(typeof(TypeConverter))]
[DebuggerDisplay("{_path}")]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "NUKE's surface.")]
public sealed partial class AbsolutePath : IAbsolutePathHolder, IFormattable, IEquatable<AbsolutePath>
{
    /// <summary>Format of <see cref="ToString(string)"/>: in double quotes.</summary>
    public const string DoubleQuote = "d";

    /// <summary>Format: in double quotes if the path has a space.</summary>
    public const string DoubleQuoteIfNeeded = "dn";

    /// <summary>Format: in single quotes.</summary>
    public const string SingleQuote = "s";

    /// <summary>Format: in single quotes if the path has a space.</summary>
    public const string SingleQuoteIfNeeded = "sn";

    /// <summary>Format: as it is.</summary>
    public const string NoQuotes = "nq";

    private readonly string _path;

    private AbsolutePath(string path) => _path = PathConstruction.NormalizePath(path);

    /// <summary>The path, normalised; fails for one without a root.</summary>
    public static AbsolutePath Create(string path)
    {
        Assert.True(PathConstruction.HasPathRoot(path), $"Path '{path}' must be rooted");
        return new AbsolutePath(path);
    }

    AbsolutePath IAbsolutePathHolder.Path => this;

    /// <summary>The last part, extension included.</summary>
    public string Name => _path[(_path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>The last part without what follows its last dot.</summary>
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(Name);

    /// <summary>From the last dot on, or empty.</summary>
    public string Extension => Path.GetExtension(Name);

    /// <summary>The directory above, or null for a root.</summary>
    // NUKE promises no null here, and Build*.cs compile against both.
    public AbsolutePath Parent => PathConstruction.IsRoot(_path) ? null! : this / "..";

    /// <summary>The parent, when written <c>path / ..</c>.</summary>
    public static AbsolutePath operator /(AbsolutePath left, Range range)
    {
        Assert.True(range.Equals(Range.All), "Only the range '..' leads to a parent");
        return left.Parent;
    }

    /// <summary>The path with more parts; <c>..</c> goes up.</summary>
    public static AbsolutePath operator /(AbsolutePath left, string? right) =>
        new(PathConstruction.Combine(left._path, right));

    /// <summary>The path with text appended to its last part.</summary>
    public static AbsolutePath operator +(AbsolutePath left, string? right) => new(left._path + right);

    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator AbsolutePath?(string? path) => path is null ? null : Create(path);

    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator string?(AbsolutePath? path) => path?._path;

    public static bool operator ==(AbsolutePath? a, AbsolutePath? b) => Equals(a, b);

    public static bool operator !=(AbsolutePath? a, AbsolutePath? b) => !Equals(a, b);

    /// <summary>Windows paths ignore case, others do not.</summary>
    public bool Equals(AbsolutePath? other) => other is not null && string.Equals(_path, other._path, Comparison);

    public override bool Equals(object? obj) => Equals(obj as AbsolutePath);

    public override int GetHashCode() => string.GetHashCode(_path, Comparison);

    public override string ToString() => _path;

    /// <summary>The path quoted as one of the format constants says.</summary>
    public string ToString(string? format) => format switch
    {
        DoubleQuote => _path.DoubleQuote(),
        DoubleQuoteIfNeeded => _path.DoubleQuoteIfNeeded(),
        SingleQuote => _path.SingleQuote(),
        SingleQuoteIfNeeded => _path.SingleQuoteIfNeeded(),
        null or "" or NoQuotes => _path,
        _ => throw new FormatException($"Format '{format}' of a path is none of d, dn, s, sn, nq"),
    };

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString(format);

    private StringComparison Comparison =>
        PathConstruction.HasWinRoot(_path) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
}

using System.Text.RegularExpressions;

namespace JamLab.Stages.Configuration.Sources;

/// <summary>As much of a version as configuration depends on: <c>1.8</c> of <c>1.8.7+dfsg1-2+b3</c> or <c>1.8.*</c>.</summary>
internal readonly partial record struct ProductVersion(int Major, int Minor) : IComparable<ProductVersion>
{
    public static ProductVersion? Read(string? text) =>
        text is not null && Leading().Match(text) is { Success: true } found ? new(int.Parse(found.Groups[1].Value), int.Parse(found.Groups[2].Value)) : null;

    public int CompareTo(ProductVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public static bool operator <(ProductVersion left, ProductVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ProductVersion left, ProductVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ProductVersion left, ProductVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ProductVersion left, ProductVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Major}.{Minor}";

    [GeneratedRegex(@"^(?:\d+:)?v?(\d{1,4})\.(\d{1,4})(?![\d])")]
    private static partial Regex Leading();
}

using System.Text.RegularExpressions;

namespace JamLab.Stages.Configuration.Sources;

/// <summary>Orders versions as people do: 1.9 before 1.21, number by number.</summary>
internal sealed partial class VersionOrder : IComparer<string>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Parts(x), Parts(y));
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = long.TryParse(left[i], out var a) && long.TryParse(right[i], out var b) ? a.CompareTo(b) : string.CompareOrdinal(left[i], right[i]);
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static string[] Parts(string? version) => [.. Part().Matches(version ?? "").Select(match => match.Value)];

    [GeneratedRegex(@"\d{1,18}|[^\d]")]
    private static partial Regex Part();
}

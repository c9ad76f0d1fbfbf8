using System.Globalization;
using System.Text.RegularExpressions;

namespace JamLab.Stages.Updates;

/// <summary>
/// A version as publishers write it, and its shape: what is before the numbers, how many there are, and what is behind them. Only versions of one shape are compared, so that
/// <c>3.19-alpine</c> never becomes <c>3.20</c>, and nothing stable becomes a release candidate.
/// </summary>
internal sealed partial record VersionText(string Text, string Before, IReadOnlyList<long> Numbers, string Behind)
{
    /// <summary>Null for what is no version of one number at least (<c>latest</c>), and for one that is not stable.</summary>
    public static VersionText? Parse(string text)
    {
        var match = Version().Match(text);
        if (!match.Success || Unstable().IsMatch(match.Groups[3].Value))
            return null;
        var numbers = new List<long>();
        foreach (var part in match.Groups[2].Value.Split('.'))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            numbers.Add(number);
        }

        return new VersionText(text, match.Groups[1].Value, numbers, match.Groups[3].Value);
    }

    /// <summary>The newest of the same shape that is newer; null when this one is.</summary>
    /// <param name="found">What there is, in any order.</param>
    /// <param name="majors">Whether the first number may change.</param>
    public VersionText? Newest(IEnumerable<string> found, bool majors) =>
        found.Select(Parse).OfType<VersionText>()
            .Where(one => one.Before == Before && one.Behind == Behind && one.Numbers.Count == Numbers.Count && (majors || one.Numbers[0] == Numbers[0]) && Compare(one, this) > 0)
            .Aggregate((VersionText?)null, (best, one) => best is null || Compare(one, best) > 0 ? one : best);

    private static int Compare(VersionText one, VersionText other) =>
        one.Numbers.Zip(other.Numbers, (a, b) => a.CompareTo(b)).FirstOrDefault(order => order != 0);

    [GeneratedRegex(@"^([A-Za-z]*-?)(\d+(?:\.\d+)*)((?:[-+_.][A-Za-z0-9._+-]*|[a-z][A-Za-z0-9._+-]*)?)\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"(?:^|[^a-z])(?:a|b|rc|alpha|beta|pre|preview|dev|nightly|snapshot|canary|test|m)\d*(?:$|[^a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Unstable();
}

using System.Text.RegularExpressions;

namespace JamLab.Stages.Updates;

/// <summary>The <c>Link</c> header (RFC 8288), as far as lists in pages use it.</summary>
internal static partial class Links
{
    /// <summary>The page behind this one, its address completed from this one's; null for the last.</summary>
    public static Uri? Next(HttpResponseMessage answer, Uri address) =>
        answer.Headers.TryGetValues("Link", out var values)
        && values.SelectMany(value => Entries().Matches(value)).FirstOrDefault(one => Relation().IsMatch(one.Groups[2].Value)) is { } found
        && Uri.TryCreate(address, found.Groups[1].Value, out var next) ? next : null;

    [GeneratedRegex("<([^>]*)>((?:\\s*;\\s*[^,;\\s=]+=(?:\"[^\"]*\"|[^,;\\s]*))*)")]
    private static partial Regex Entries();

    [GeneratedRegex("rel=\"?(?:[^\"]*\\s)?next(?=[\\s\";]|$)")]
    private static partial Regex Relation();
}

using System.Buffers;
using System.Text;

namespace Nuke.Common.Output;

/// <summary>
/// Replaces registered secrets by <c>***</c>, also as JSON, URL, shell and base64 would write them. Values under
/// <see cref="MinimumLength"/> characters are left alone, since replacing them would shred the text and protect nothing;
/// of a secret of many lines, each line of <see cref="MinimumLineLength"/> characters or more is one too.
/// </summary>
internal sealed class Redactor
{
    public const int MinimumLength = 4;
    public const int MinimumLineLength = 8;
    private const string Mask = "***";

    private readonly Lock gate = new();
    private readonly HashSet<string> needles = new(StringComparer.Ordinal);
    private volatile Search? search;

    /// <summary>What was registered, line by line, in order, for the runner's own masks.</summary>
    public IReadOnlyList<string> Values => search?.Values ?? [];

    public void Register(string? secret)
    {
        if (secret is null || secret.Trim().Length < MinimumLength)
            return;
        lock (gate)
        {
            var values = Lines(secret).Except(Values, StringComparer.Ordinal).ToList();
            var before = needles.Count;
            needles.UnionWith(SecretForms.Of(secret));
            foreach (var line in Lines(secret))
                needles.UnionWith(SecretForms.Of(line));
            if (needles.Count > before)
                search = new Search([.. needles.OrderByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal)], [.. Values, .. values]);
        }
    }

    public string Redact(string text)
    {
        if (search is not { } current)
            return text;
        var at = current.IndexIn(text, 0);
        if (at < 0)
            return text;

        // Overlapping hits are joined, or the tail of the second would stay readable.
        var result = new StringBuilder(text.Length);
        var copied = 0;
        while (at >= 0)
        {
            var end = at + current.LengthAt(text, at);
            for (var next = current.IndexIn(text, at + 1); next >= 0 && next < end; next = current.IndexIn(text, next + 1))
                end = Math.Max(end, next + current.LengthAt(text, next));
            result.Append(text, copied, at - copied).Append(Mask);
            copied = end;
            at = current.IndexIn(text, end);
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    private static IEnumerable<string> Lines(string secret)
    {
        var lines = secret.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 1 ? lines : lines.Where(l => l.Length >= MinimumLineLength);
    }

    private sealed class Search(string[] longestFirst, IReadOnlyList<string> values)
    {
        private readonly SearchValues<string> any = SearchValues.Create(longestFirst, StringComparison.Ordinal);

        public IReadOnlyList<string> Values => values;

        public int IndexIn(string text, int from)
        {
            var at = text.AsSpan(from).IndexOfAny(any);
            return at < 0 ? at : from + at;
        }

        public int LengthAt(string text, int at) =>
            longestFirst.First(n => text.AsSpan(at).StartsWith(n, StringComparison.Ordinal)).Length;
    }
}

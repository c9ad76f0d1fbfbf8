using System.Text;

namespace Nuke.Common.Output;

/// <summary>Terms at the left, paragraphs at the right, wrapped at words; a term too long for its column stands on its own line.</summary>
internal sealed class TwoColumns(int width, int widest = 34)
{
    private const int Indent = 2;
    private const int Gap = 3;
    private const int NarrowestText = 24;

    private readonly List<(string Term, int Width, IReadOnlyList<string> Paragraphs)> rows = [];

    /// <param name="term">May hold colours; <paramref name="plainTerm"/> is the same without.</param>
    public void Add(string term, string plainTerm, params IReadOnlyList<string> paragraphs) =>
        rows.Add((term, TextWidth.Of(plainTerm), paragraphs));

    /// <summary>The text; <paramref name="paint"/> sees each line of the right column with the index of its paragraph.</summary>
    public void Write(StringBuilder to, Func<int, string, string>? paint = null)
    {
        var column = rows.Where(r => r.Width <= widest).Select(r => r.Width).Append(0).Max();
        var left = Indent + column + Gap;
        var right = Math.Max(NarrowestText, width - left - 1);
        foreach (var row in rows)
        {
            to.Append(' ', Indent).Append(row.Term);
            var used = Indent + row.Width;
            if (row.Width > column && row.Paragraphs.Count > 0)
            {
                to.Append('\n');
                used = 0;
            }

            for (var i = 0; i < row.Paragraphs.Count; i++)
                foreach (var line in Wrap(row.Paragraphs[i], right))
                {
                    to.Append(' ', left - used).Append(paint?.Invoke(i, line) ?? line).Append('\n');
                    used = 0;
                }

            if (row.Paragraphs.Count == 0)
                to.Append('\n');
        }
    }

    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        var used = 0;
        foreach (var word in text.ReplaceLineEndings(" ").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (used > 0 && used + 1 + TextWidth.Of(word) > width)
            {
                yield return line.ToString();
                line.Clear();
                used = 0;
            }

            line.Append(used > 0 ? " " : "").Append(word);
            used += TextWidth.Of(word) + (used > 0 ? 1 : 0);
        }

        if (used > 0)
            yield return line.ToString();
    }
}

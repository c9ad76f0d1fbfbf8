using System.Globalization;
using System.Text;

namespace JamLab.Inventory.Diagnostics;

/// <summary>A line as a terminal shows it: tabs are four columns, wide characters two, secrets <c>***</c>, and a long line is cut around the caret.</summary>
internal readonly record struct ShownLine(string Text, int CaretColumn, int CaretWidth)
{
    private const int Widest = 120;

    public static ShownLine Of(string[] lines, SourceSpan place)
    {
        var line = lines[place.Line - 1];
        var cells = Cells(line, SecretMask.Regions(lines, place.Line - 1));
        var start = Math.Clamp(place.Column - 1, 0, line.Length);
        var end = (int)Math.Min(line.Length, (long)start + Math.Max(1, place.Length));
        var (before, under) = (0, 0);
        foreach (var cell in cells)
        {
            if (cell.End <= start)
                before += cell.Width;
            else if (cell.Start < end)
                under += cell.Width;
        }

        return Cut(cells, before, Math.Max(1, under));
    }

    private static ShownLine Cut(List<Cell> cells, int caret, int width)
    {
        var total = cells.Sum(cell => cell.Width);
        if (total <= Widest)
            return new ShownLine(string.Concat(cells.Select(cell => cell.Text)).TrimEnd(), caret, width);
        var from = Math.Max(0, Math.Min(caret - (Widest / 3), total - Widest));
        var text = new StringBuilder(from > 0 ? "…" : "");
        var (column, cutOff) = (0, 0);
        foreach (var cell in cells)
        {
            if (column < from)
                cutOff = column + cell.Width;
            else if (column + cell.Width <= from + Widest)
                text.Append(cell.Text);
            column += cell.Width;
        }

        var shift = from > 0 ? cutOff - 1 : 0;
        return new ShownLine(text.Append(from + Widest < total ? "…" : "").ToString(), caret - shift, Math.Max(1, Math.Min(width, from + Widest - caret)));
    }

    private static List<Cell> Cells(string line, IReadOnlyList<Range> masked)
    {
        var cells = new List<Cell>(line.Length);
        for (var i = 0; i < line.Length;)
        {
            var hidden = masked.FirstOrDefault(range => range.Start.Value <= i && i < range.End.Value);
            if (hidden.End.Value > i)
            {
                cells.Add(new Cell("***", 3, i, hidden.End.Value));
                i = hidden.End.Value;
                continue;
            }

            Rune.DecodeFromUtf16(line.AsSpan(i), out var rune, out var length);
            var (text, width) = Show(rune);
            cells.Add(new Cell(text, width, i, i + length));
            i += length;
        }

        return cells;
    }

    private static (string Text, int Width) Show(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value == '\t' => ("    ", 4),
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => ("·", 1),
        // Direction marks could make a line read as something else.
        UnicodeCategory.Format => ("", 0),
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => (rune.ToString(), 0),
        _ => (rune.ToString(), IsWide(rune.Value) ? 2 : 1),
    };

    // East Asian Width W and F (UAX #11) and emoji, by block.
    private static bool IsWide(int code) => code is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF01 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);

    private readonly record struct Cell(string Text, int Width, int Start, int End);
}

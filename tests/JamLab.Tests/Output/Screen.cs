using System.Text;

namespace JamLab.Tests.Output;

/// <summary>A small terminal: what is written ends up in rows, as a person would see it. Knows what our outputs use, and throws at anything else.</summary>
internal sealed class Screen(int width) : StringWriter
{
    private readonly List<StringBuilder> rows = [new()];
    private int row;
    private int column;

    public int Width { get; private set; } = width;

    public string Text => string.Join('\n', rows.Select(r => r.ToString().TrimEnd())).TrimEnd('\n') + "\n";

    /// <summary>Everything written, with escapes made visible.</summary>
    public string Bytes => ToString().Replace("\e", "␛", StringComparison.Ordinal);

    /// <summary>Makes the window narrower or wider, breaking rows anew as most terminals do.</summary>
    public void Resize(int newWidth)
    {
        var broken = rows.SelectMany(r => r.Length == 0 ? [""] : r.ToString().Chunk(newWidth).Select(c => new string(c))).ToList();
        rows.Clear();
        rows.AddRange(broken.Select(b => new StringBuilder(b)));
        row = rows.Count - 1;
        column = rows[row].Length;
        Width = newWidth;
    }

    public override void Write(string? value)
    {
        base.Write(value);
        for (var i = 0; i < value!.Length; i++)
        {
            switch (value[i])
            {
                case '\e':
                    var end = value.IndexOfAny([.. "mAJhl"], i);
                    Control(value[(i + 2)..end], value[end]);
                    i = end;
                    break;
                case '\r':
                    column = 0;
                    break;
                case '\n':
                    NextRow();
                    break;
                default:
                    Put(value[i]);
                    break;
            }
        }
    }

    private void Put(char c)
    {
        if (column == Width)
            NextRow();
        var line = rows[row];
        while (line.Length <= column)
            line.Append(' ');
        line[column++] = c;
    }

    private void NextRow()
    {
        row++;
        column = 0;
        if (row == rows.Count)
            rows.Add(new StringBuilder());
    }

    private void Control(string parameters, char final)
    {
        switch (final)
        {
            case 'm' or 'h' or 'l':
                break;
            case 'A':
                row = Math.Max(0, row - int.Parse(parameters));
                break;
            case 'J' when parameters == "0":
                rows[row].Length = Math.Min(rows[row].Length, column);
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            default:
                throw new NotSupportedException($"CSI {parameters}{final}");
        }
    }
}

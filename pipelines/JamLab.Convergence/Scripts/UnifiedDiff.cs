using System.Text;

namespace JamLab.Convergence.Scripts;

/// <summary>Differences of two texts as <c>diff -u</c> shows them, with three lines of context and without file headers.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;
    private const int MostLines = 4000;

    /// <summary>Hunks, LF at line ends; empty when the texts are equal. Texts of more than 4000 lines are said to differ and not compared.</summary>
    public static string Between(string before, string after)
    {
        if (before == after)
            return "";
        var a = Lines(before);
        var b = Lines(after);
        if (a.Length > MostLines || b.Length > MostLines)
            return $"({a.Length} lines -> {b.Length} lines)\n";
        var steps = Steps(a, b);
        var text = new StringBuilder();
        for (var i = 0; i < steps.Count;)
        {
            while (i < steps.Count && steps[i].Kind == ' ')
                i++;
            if (i == steps.Count)
                break;
            var start = Math.Max(0, i - Context);
            var end = i;
            for (var quiet = 0; end < steps.Count && quiet <= 2 * Context; end++)
                quiet = steps[end].Kind == ' ' ? quiet + 1 : 0;
            while (end > i && steps[end - 1].Kind == ' ' && TrailingContext(steps, end) > Context)
                end--;
            Hunk(text, steps, start, end);
            i = end;
        }

        return text.ToString();
    }

    private static int TrailingContext(List<Step> steps, int end)
    {
        var count = 0;
        while (count < end && steps[end - 1 - count].Kind == ' ')
            count++;
        return count;
    }

    private static void Hunk(StringBuilder text, List<Step> steps, int start, int end)
    {
        var part = steps[start..end];
        var olds = part.Count(step => step.Kind != '+');
        var news = part.Count(step => step.Kind != '-');
        var oldStart = steps[..start].Count(step => step.Kind != '+') + (olds > 0 ? 1 : 0);
        var newStart = steps[..start].Count(step => step.Kind != '-') + (news > 0 ? 1 : 0);
        text.Append($"@@ -{oldStart},{olds} +{newStart},{news} @@\n");
        foreach (var step in part)
            text.Append(step.Kind).Append(step.Line.TrimEnd('\n')).Append(step.Line.EndsWith('\n') ? "\n" : "\n\\ No newline at end of file\n");
    }

    // Longest common subsequence over the middle that is left when equal heads and tails are taken off.
    private static List<Step> Steps(string[] a, string[] b)
    {
        var head = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head])
            head++;
        var tail = 0;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)])
            tail++;
        var (rows, columns) = (a.Length - head - tail, b.Length - head - tail);
        var common = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
                common[i, j] = a[head + i] == b[head + j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var steps = a[..head].Select(line => new Step(' ', line)).ToList();
        for (int i = 0, j = 0; i < rows || j < columns;)
        {
            if (i < rows && j < columns && a[head + i] == b[head + j])
            {
                steps.Add(new Step(' ', a[head + i++]));
                j++;
            }
            else if (i < rows && (j == columns || common[i + 1, j] >= common[i, j + 1]))
            {
                steps.Add(new Step('-', a[head + i++]));
            }
            else
            {
                steps.Add(new Step('+', b[head + j++]));
            }
        }

        steps.AddRange(a[^tail..].Select(line => new Step(' ', line)));
        return steps;
    }

    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
            lines[i] += "\n";
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private readonly record struct Step(char Kind, string Line);
}

using System.Globalization;
using System.Net;
using System.Text;
using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Pictures;

/// <summary>A workflow's graph as an SVG without fonts or scripts, so that it looks the same wherever Markdown is shown: what starts it, then its jobs, those that can run side by side beside each other.</summary>
internal static class WorkflowPicture
{
    private const int Width = 228;
    private const int Height = 58;
    private const int Gap = 44;
    private const int RowGap = 16;
    private const int Margin = 16;

    // Pages scale pictures to their width: what would be wide goes downwards.
    private const int MostColumns = 4;

    public static string Draw(Workflow workflow)
    {
        var waves = Waves(workflow);
        var isDown = waves.Count > MostColumns;
        var widest = waves.Max(wave => wave.Count);
        var (along, across) = isDown ? (Height + RowGap + 8, Width + Gap) : (Width + Gap, Height + RowGap);
        var (width, height) = isDown
            ? (2 * Margin + widest * across - Gap, 2 * Margin + (waves.Count + 1) * along - RowGap - 8)
            : (2 * Margin + (waves.Count + 1) * along - Gap, 2 * Margin + widest * across - RowGap);
        (int X, int Y) At(int wave, int of, int one)
        {
            var (far, beside) = (Margin + wave * along, Margin + (widest - of) * across / 2 + one * across);
            return isDown ? (beside, far) : (far, beside);
        }

        var place = waves.SelectMany((wave, far) => wave.Select((job, one) => (job.Id, At(far + 1, wave.Count, one)))).ToDictionary(one => one.Id, one => one.Item2, StringComparer.Ordinal);
        var start = At(0, 1, 0);
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{Escaped(Words(workflow))}">
            <rect width="100%" height="100%" rx="10" fill="#f6f8fa"/>
            <g fill="none" stroke="#8c959f" stroke-width="1.5">

            """));
        foreach (var job in workflow.Jobs)
        {
            foreach (var from in job.Needs.Count == 0 ? [start] : job.Needs.Select(need => place[need]))
                svg.Append(Line(from, place[job.Id], isDown));
        }

        svg.Append("</g>\n<g font-family=\"ui-sans-serif, system-ui, -apple-system, 'Segoe UI', sans-serif\" font-size=\"13\">\n");
        Box(svg, start, "#ddf4ff", "#54aeff", "on", string.Join(", ", Events(workflow.On)));
        foreach (var job in workflow.Jobs)
            Box(svg, place[job.Id], "#ffffff", job is CallJob ? "#8250df" : IsOwn(job) ? "#bf8700" : "#1f883d", Title(job), Subtitle(job));
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static List<List<Job>> Waves(Workflow workflow)
    {
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        var waves = new List<List<Job>>();
        foreach (var job in workflow.Jobs)
        {
            var at = depth[job.Id] = job.Needs.Select(need => depth[need]).DefaultIfEmpty(-1).Max() + 1;
            while (waves.Count <= at)
                waves.Add([]);
            waves[at].Add(job);
        }

        return waves;
    }

    private static string Line((int X, int Y) from, (int X, int Y) to, bool isDown)
    {
        if (isDown)
        {
            var (left, top, right, bottom) = (from.X + Width / 2, from.Y + Height, to.X + Width / 2, to.Y);
            return string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{left} {top} C{left} {top + RowGap} {right} {bottom - RowGap} {right} {bottom}\"/>\n");
        }

        var (x1, y1, x2, y2) = (from.X + Width, from.Y + Height / 2, to.X, to.Y + Height / 2);
        return string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{x1} {y1} C{x1 + Gap / 2} {y1} {x2 - Gap / 2} {y2} {x2} {y2}\"/>\n");
    }

    private static void Box(StringBuilder svg, (int X, int Y) at, string fill, string edge, string title, string subtitle)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{at.X}\" y=\"{at.Y}\" width=\"{Width}\" height=\"{Height}\" rx=\"6\" fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"1.5\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{at.X + 12}\" y=\"{at.Y + 25}\" fill=\"#1f2328\" font-weight=\"600\">{Escaped(Short(title, 27))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{at.X + 12}\" y=\"{at.Y + 44}\" fill=\"#59636e\" font-size=\"11\">{Escaped(Short(subtitle, 34))}</text>\n");
    }

    private static string Title(Job job) => (job is StepsJob { Matrix.Include: { Count: > 0 } cells, Name: { } name }
        ? $"{name.Written.Split(" (")[0].Replace("${{ matrix.project }}", "Test", StringComparison.Ordinal)} {(cells.Count == 1 ? $"({cells[0][0].Value})" : $"× {cells.Count}")}"
        : job.Name?.Written ?? job.Id).Replace(" ${{ matrix.rehearsal.environment }}", " × changed labs", StringComparison.Ordinal);

    private static string Subtitle(Job job) => job switch
    {
        CallJob call => call.File,
        StepsJob { Environment: { } environment } steps => $"{Where(steps)} · {environment}",
        StepsJob steps => Where(steps),
        _ => "",
    };

    private static string Where(StepsJob job) => IsOwn(job) ? "in the lab" : job.Runner[0];

    private static bool IsOwn(Job job) => job is StepsJob steps && !steps.Runner[0].StartsWith("ubuntu-", StringComparison.Ordinal);

    private static IEnumerable<string> Events(Triggers on)
    {
        if (on.Push is not null)
            yield return "push";
        if (on.PullRequest is not null)
            yield return "pull request";
        if (on.Schedule.Count > 0)
            yield return "schedule";
        if (on.Dispatch is not null)
            yield return "by hand";
        if (on.Call is not null)
            yield return "call";
    }

    // The drawing for those who do not see it.
    private static string Words(Workflow workflow) =>
        $"{workflow.Name}: {string.Join("; ", workflow.Jobs.Select(job => Title(job) + (job.Needs.Count > 0 ? $" after {string.Join(" and ", job.Needs)}" : "")))}";

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}

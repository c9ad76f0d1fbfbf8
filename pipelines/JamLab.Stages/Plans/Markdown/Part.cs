using System.Text;

namespace JamLab.Stages.Plans.Markdown;

/// <summary>A part of a page, there whole or not at all: what stands before and behind its own parts, and how much it matters (0 most; a part never matters more than the one around it).</summary>
internal sealed class Part(int rank, string open, string close = "")
{
    private readonly List<Part> _parts = [];
    private bool _isKept;

    /// <summary>What is said of so many own parts that found no room; null where another part says it.</summary>
    public Func<int, string>? LeftOut { get; init; }

    public Part Add(Part part)
    {
        _parts.Add(part);
        return part;
    }

    /// <summary>The page with the parts that have room: what matters more before what matters less, and of equals the short before the long, so that most of them are there.</summary>
    public string Write(long most, Func<string, long> measure)
    {
        _isKept = true;
        var used = Cost(measure);
        foreach (var (part, parent, _, cost) in Below(0, measure).OrderBy(one => one.Part.Rank).ThenBy(one => one.Depth).ThenBy(one => one.Cost))
        {
            part._isKept = parent._isKept && used + cost <= most;
            used += part._isKept ? cost : 0;
        }

        var page = new StringBuilder();
        Append(page);
        return page.ToString();
    }

    private int Rank => rank;

    private IEnumerable<(Part Part, Part Parent, int Depth, long Cost)> Below(int depth, Func<string, long> measure) =>
        _parts.SelectMany(part => part.Below(depth + 1, measure).Prepend((part, this, depth, part.Cost(measure))));

    // With the longest note that may be needed, so that there is room for it.
    private long Cost(Func<string, long> measure) => measure(open) + measure(close) + (LeftOut is null ? 0 : measure(LeftOut(_parts.Count)));

    private void Append(StringBuilder page)
    {
        page.Append(open);
        foreach (var part in _parts.Where(one => one._isKept))
            part.Append(page);
        if (LeftOut is not null && _parts.Count(one => !one._isKept) is var missing and > 0)
            page.Append(LeftOut(missing));
        page.Append(close);
    }
}

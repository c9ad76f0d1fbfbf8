using System.Text;

namespace JamLab.Stages.Plans;

/// <summary>How long a text may become, and where the whole is then.</summary>
public sealed record PlanTextLimits
{
    /// <summary>
    /// A comment: GitHub says 65,536 characters and stores 262,144 bytes. So many UTF-16 units are never more code points, and never more than three bytes each, so that they are below both however one counts, a marker in front included.
    /// </summary>
    public static PlanTextLimits Comment { get; } = new() { Most = 65_000, Measure = text => text.Length, MostInline = 200 };

    /// <summary>A step's summary: 1 MiB (GitHub's documentation of workflow commands, "Step isolation and limits").</summary>
    public static PlanTextLimits Summary { get; } = new() { Most = 1_000_000, Measure = text => Encoding.UTF8.GetByteCount(text), MostInline = 2_000 };

    public long Most { get; init; } = long.MaxValue;

    /// <summary>What a text counts.</summary>
    public Func<string, long> Measure { get; init; } = text => text.Length;

    /// <summary>Characters of a name or a reason; what is longer ends in an ellipsis.</summary>
    public int MostInline { get; init; } = int.MaxValue;

    /// <summary>The artifact with the whole plan.</summary>
    public string Artifact { get; init; } = "plan";
}

using JamLab.Convergence;

namespace JamLab.Stages.Plans;

/// <summary>Differences in the colours of a diff: what is now with a minus before it, what is wanted with a plus.</summary>
internal static class DiffText
{
    public static string Of(IReadOnlyList<Difference> differences) => string.Join('\n', differences.Select(Of));

    private static string Of(Difference one) => (one.Text, one.Now, one.Wanted) switch
    {
        ({ } text, _, _) => $"{one.What}\n{text.TrimEnd('\n')}",
        (_, null, null) => one.What,
        (_, null, { } wanted) => Lines('+', one.What, wanted),
        (_, { } now, null) => Lines('-', one.What, now),
        (_, { } now, { } wanted) => $"{Lines('-', one.What, now)}\n{Lines('+', one.What, wanted)}",
    };

    private static string Lines(char sign, string what, string value) => $"{sign} {what}: {value.Replace("\n", $"\n{sign} ", StringComparison.Ordinal)}";
}

namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>What expressions see: contexts by name, and what the status functions and <c>hashFiles</c> answer.</summary>
public sealed record Scope
{
    public IReadOnlyDictionary<string, Value> Contexts { get; init; } = new Dictionary<string, Value>(StringComparer.OrdinalIgnoreCase);

    public Func<IReadOnlyList<string>, bool> Success { get; init; } = _ => true;

    public Func<IReadOnlyList<string>, bool> Failure { get; init; } = _ => false;

    public Func<bool> Cancelled { get; init; } = () => false;

    public Func<IReadOnlyList<string>, string> HashFiles { get; init; } = _ => "";

    public Scope With(params (string Name, Value Value)[] contexts)
    {
        var all = new Dictionary<string, Value>(Contexts, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in contexts)
            all[name] = value;
        return this with { Contexts = all };
    }
}

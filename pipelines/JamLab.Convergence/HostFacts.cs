using JamLab.Convergence.Facts;

namespace JamLab.Convergence;

/// <summary>A host's answers, with what the changes planned so far will have made of them: a resource sees the host as those before it leave it.</summary>
public sealed class HostFacts(IReadOnlyDictionary<Fact, object> answers)
{
    private readonly Dictionary<string, HostText> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _remade = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsettled = new(StringComparer.Ordinal);

    /// <summary>What was asked before anything else: distribution, package manager, time.</summary>
    public SystemInfo System => Get(SystemFact.Instance);

    /// <summary>Whether an earlier change of this plan installs packages, which may bring files, users and units that the facts do not know.</summary>
    public bool PackagesAreChanging { get; private set; }

    /// <summary>The answer as the host gave it; throws if no resource of the plan asked.</summary>
    public TAnswer Get<TAnswer>(Fact<TAnswer> fact)
        where TAnswer : notnull =>
        answers.TryGetValue(fact, out var answer) ? (TAnswer)answer : throw new InvalidOperationException($"nobody asked for {fact}: Facts and Diff of a resource disagree");

    /// <summary>What a change before this one writes to the file; null when none does.</summary>
    public HostText? Planned(string path) => _written.GetValueOrDefault(path);

    /// <summary>Whether a change before this one touches the path, or something below it.</summary>
    public bool IsChanging(string path) =>
        _touched.Contains(path) || _touched.Any(one => one.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>Whether a change before this one makes the facts about this path worthless, since something above it becomes another thing.</summary>
    public bool IsUnsettled(string path) => _unsettled.Any(one => path.StartsWith(one + "/", StringComparison.Ordinal));

    /// <summary>Whether the facts about the path's owner and mode hold when a change behind those planned so far is made.</summary>
    public bool AreRightsKnown(string path) => !PackagesAreChanging && !_remade.Contains(path) && !IsUnsettled(path);

    /// <summary>Lets later resources see what <paramref name="change"/> will do.</summary>
    public void Take(Change change)
    {
        _touched.UnionWith(change.Touches);
        _unsettled.UnionWith(change.Unsettles);
        if (!change.KeepsRights)
            _remade.UnionWith(change.Touches.Concat(change.Writes.Keys));
        foreach (var (path, text) in change.Writes)
        {
            _written[path] = text;
            _touched.Add(path);
        }

        PackagesAreChanging |= change.BringsPackages;
    }
}

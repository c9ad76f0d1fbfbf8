namespace JamLab.Stages.GitHub.Environments;

/// <summary>From which branches an environment may be deployed.</summary>
public sealed record BranchPolicy
{
    private BranchPolicy(bool isProtected, IReadOnlyList<string> patterns) => (IsProtected, Patterns) = (isProtected, patterns);

    public static BranchPolicy Any { get; } = new(false, []);

    /// <summary>Those that have a protection rule.</summary>
    public static BranchPolicy ProtectedOnly { get; } = new(true, []);

    /// <summary>Those whose names fit a pattern, for example <c>main</c> or <c>release/*</c>.</summary>
    public static BranchPolicy Named(params IReadOnlyList<string> patterns) => new(false, patterns);

    public bool IsProtected { get; }

    public IReadOnlyList<string> Patterns { get; }

    internal BranchSettings? Settings => IsProtected ? new(true, false) : Patterns.Count > 0 ? new(false, true) : null;
}

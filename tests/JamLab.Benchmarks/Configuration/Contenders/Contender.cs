using CliWrap;

namespace JamLab.Benchmarks.Configuration.Contenders;

/// <summary>One way to configure the fleet.</summary>
/// <param name="Label">How the table calls it, in Markdown.</param>
/// <param name="Again">The command that finds nothing to change.</param>
internal sealed record Contender(string Label, Func<Command> Again)
{
    /// <summary>The command that makes everything; null for one that only looks.</summary>
    public Func<Command>? First { get; init; }

    /// <summary>What must be so before a run and is not measured.</summary>
    public Func<Command>? Before { get; init; }

    /// <summary>What is cleared away after a run and is not measured.</summary>
    public Func<Command>? After { get; init; }

    /// <summary>Whether its output says that it changed something; the state of the hosts is compared apart from that.</summary>
    public Func<string, bool> HasChanged { get; init; } = _ => false;
}

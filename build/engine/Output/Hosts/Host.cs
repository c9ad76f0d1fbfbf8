using System.ComponentModel;

namespace Nuke.Common;

/// <summary>The kind of place a build runs in; <c>--host</c> names one, else the environment tells.</summary>
[TypeConverter(typeof(HostTypeConverter))]
public abstract class Host
{
    private protected Host()
    {
    }

    /// <summary>True where the process is started by a CI service, so that nobody can be asked.</summary>
    internal abstract bool IsServer { get; }

    /// <summary>The names that <c>--host</c> takes.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["GitHubActions", "Terminal"];

    /// <summary>The host that <paramref name="variable"/> (an environment) speaks of.</summary>
    internal static Host Detect(Func<string, string?> variable) =>
        string.Equals(variable("GITHUB_ACTIONS"), "true", StringComparison.OrdinalIgnoreCase)
            ? new CI.GitHubActions.GitHubActions(variable)
            : new Terminal();

    internal static Host Detect() => Detect(Environment.GetEnvironmentVariable);

    public override string ToString() => GetType().Name;
}

/// <summary>A person's machine: a terminal, or a pipe or file that a person reads later.</summary>
public class Terminal : Host
{
    internal override bool IsServer => false;
}

namespace JamLab.Inventory.Model;

/// <summary>What GitHub does for the environment (<c>ci:</c>); without the section it is rehearsed on pull requests, and nothing else.</summary>
public sealed record Ci
{
    /// <summary>Where the section stands; null for an inventory without one.</summary>
    public Diagnostics.SourceSpan? Place { get; init; }

    /// <summary>Labels of the runner that reaches the lab.</summary>
    public IReadOnlyList<Sourced<string>> Runner { get; init; } = [];

    /// <summary>What a GitHub-hosted runner brings up to reach the lab; null where the runner stands in the lab.</summary>
    public Sourced<TunnelKind>? Tunnel { get; init; }

    /// <summary>The folder of the runner that keeps every environment's state; null for the default of the runner's kind.</summary>
    public Sourced<string>? State { get; init; }

    /// <summary>On what a pull request is rehearsed.</summary>
    public RehearsalKind Rehearse { get; init; }

    /// <summary>Whether pull requests get a comment that says what they would change.</summary>
    public bool Plan { get; init; }

    public ApplyMode Apply { get; init; } = ApplyMode.Never;

    /// <summary>When the lab is compared with the inventory, as five fields of cron in UTC; null for never.</summary>
    public Sourced<string>? Drift { get; init; }

    /// <summary>When newer versions of what is pinned are looked for; null for the default.</summary>
    public Sourced<string>? Updates { get; init; }

    /// <summary>Users and teams (<c>organisation/team</c>), one of whom lets an apply begin.</summary>
    public IReadOnlyList<Sourced<string>> Approvers { get; init; } = [];

    /// <summary>How long one job may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether the runner is one of GitHub's, which is new for every job and keeps nothing.</summary>
    public bool IsHosted => !Runner.Any(label => label.Value == "self-hosted") && Runner.Any(label => HostedNames.Any(name => label.Value.StartsWith(name, StringComparison.OrdinalIgnoreCase)));

    private static readonly string[] HostedNames = ["ubuntu-", "windows-", "macos-"];
}

/// <summary>On what machines GitHub's runner rehearses an environment.</summary>
public enum RehearsalKind
{
    /// <summary>Containers that boot: a whole lab fits on one runner.</summary>
    Nspawn,

    /// <summary>Virtual machines, under KVM where the runner has it.</summary>
    Qemu,

    /// <summary>It is not rehearsed.</summary>
    Never,
}

/// <summary>When an environment is applied by GitHub.</summary>
public enum ApplyMode
{
    /// <summary>GitHub never touches it.</summary>
    Never,

    /// <summary>When somebody starts it.</summary>
    Manual,

    /// <summary>On every push to the default branch that changes it, too.</summary>
    Push,
}

/// <summary>How a GitHub-hosted runner gets into the lab's network.</summary>
public enum TunnelKind
{
    /// <summary><c>wg-quick</c> with the configuration in the secret <c>WIREGUARD_CONFIG</c>.</summary>
    Wireguard,

    /// <summary>Tailscale's action with an OAuth client in the secrets <c>TS_OAUTH_CLIENT_ID</c> and <c>TS_OAUTH_SECRET</c>.</summary>
    Tailscale,
}

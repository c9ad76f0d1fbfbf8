using JamLab.Inventory.Model;
using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Emission;

/// <summary>What all jobs that reach one lab have: runner, tunnel, state and secrets.</summary>
internal sealed class LabJobs(LabOnGitHub lab)
{
    /// <summary>Where a runner of one's own keeps the state, unless told otherwise.</summary>
    public const string StateFolder = "/var/lib/jamlab";

    public IReadOnlyList<string> Runner { get; } = [.. lab.Ci.Runner.Select(label => label.Value)];

    public TimeSpan Timeout => lab.Ci.Timeout;

    /// <summary>What every run on this lab is told.</summary>
    public IReadOnlyList<(string Name, Text Value)> Env =>
    [
        ("NUKE_ENVIRONMENT", lab.Environment),
        ("NUKE_WAIT", "true"),
        .. lab.Ci.IsHosted ? Array.Empty<(string, Text)>() : [("JAMLAB_STATE", lab.Ci.State?.Value ?? StateFolder)],

        // GitHub's runner ends what outlives a job and has its mark; machines on the runner itself are meant to.
        .. lab.Inventory.Hypervisor.Kind.Value == HypervisorKind.Proxmox ? Array.Empty<(string, Text)>() : [("RUNNER_TRACKING_ID", "0")],
    ];

    /// <summary>Secrets of a step that works on the lab; for no other.</summary>
    public IReadOnlyList<(string Name, Text Value)> Secrets =>
        lab.HasSealedValues ? [("JAMLAB_VAULT_PASSWORD", Text.Of("secrets.JAMLAB_VAULT_PASSWORD"))] : [];

    /// <summary>From an empty runner to a build that can reach the lab.</summary>
    public IReadOnlyList<Step> Begin() =>
    [
        .. Tunnel(),
        Steps.Checkout(),
        .. lab.Ci.IsHosted ? [Steps.InstallDotNet()] : Array.Empty<Step>(),
        Steps.CompiledBuild(),
        .. lab.Ci.IsHosted ? [State("Open the state", "OpenState")] : Array.Empty<Step>(),
    ];

    /// <summary>What a job leaves for the next, also when it failed: machines may have been made before.</summary>
    public IReadOnlyList<Step> End() =>
        lab.Ci.IsHosted ? [State("Seal the state", "SealState") with { If = "!cancelled()" }] : [];

    private IEnumerable<Step> Tunnel() => lab.Ci.Tunnel?.Value switch
    {
        TunnelKind.Wireguard =>
        [
            new RunStep("Reach the lab through WireGuard", """
                sudo apt-get install -y -qq wireguard-tools
                umask 077
                printf '%s\n' "$WIREGUARD_CONFIG" > "$RUNNER_TEMP/lab.conf"
                sudo wg-quick up "$RUNNER_TEMP/lab.conf"

                """.ReplaceLineEndings("\n")) { Env = [("WIREGUARD_CONFIG", Text.Of("secrets.WIREGUARD_CONFIG"))] },
        ],
        TunnelKind.Tailscale =>
        [
            new ActionStep("Reach the lab through Tailscale", "tailscale/github-action")
            {
                With = [("oauth-client-id", Text.Of("secrets.TS_OAUTH_CLIENT_ID")), ("oauth-secret", Text.Of("secrets.TS_OAUTH_SECRET")), ("tags", "tag:ci")],
            },
        ],
        _ => [],
    };

    private static RunStep State(string name, string target) => new(name, $"./build.sh {target}")
    {
        Env = [("JAMLAB_STATE_PASSWORD", Text.Of("secrets.JAMLAB_STATE_PASSWORD")), ("GITHUB_TOKEN", Text.Of("github.token"))],
    };
}

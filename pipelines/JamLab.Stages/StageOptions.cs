using JamLab.Inventory.Model;
using Spectre.Console;

namespace JamLab.Stages;

/// <summary>What the user asked for on the command line, as far as stages care.</summary>
public sealed record StageOptions(string Root, string Environment)
{
    /// <summary>Overrides the inventory's hypervisor, to rehearse elsewhere.</summary>
    public HypervisorKind? Hypervisor { get; init; }

    /// <summary>Hosts, groups, roles or services; empty for all.</summary>
    public IReadOnlyList<string> Limit { get; init; } = [];

    public bool DryRun { get; init; }

    /// <summary>Roles that ConfigureBase is confined to; empty for all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Services that runs about services are confined to; empty for all.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>How many hosts are configured at the same time; null for up to 64.</summary>
    public int? Parallel { get; init; }

    /// <summary>A directory of packages that come before the sources that the inventory names; null for none.</summary>
    public string? Packages { get; init; }

    /// <summary>Disks that were in use may be destroyed without a question.</summary>
    public bool AllowDestroy { get; init; }

    /// <summary>Data of services may be replaced by a backup without a question.</summary>
    public bool AllowOverwrite { get; init; }

    /// <summary>Machines that were made from an older template are made anew; that destroys their disks.</summary>
    public bool Renew { get; init; }

    /// <summary>Wait for another run on the same environment instead of giving up.</summary>
    public bool Wait { get; init; }

    /// <summary>Null: ask where there is a terminal, install in CI.</summary>
    public bool? InstallTools { get; init; }

    /// <summary><c>terraform</c> or <c>tofu</c>; null for what is there.</summary>
    public string? Terraform { get; init; }

    /// <summary>Where tables and questions go; null for standard output as it is when the first table is shown.</summary>
    public IAnsiConsole? Console { get; init; }

    /// <summary>Whether somebody can answer a question.</summary>
    public bool IsInteractive { get; init; }
}

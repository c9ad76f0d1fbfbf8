using JamLab.Stages.Services;

namespace JamLab.Stages.Portal;

/// <summary>All that the lab's page tells; equal ones give equal pages.</summary>
/// <param name="Lab">The lab's name.</param>
/// <param name="Environment">The folder under <c>environments/</c>.</param>
/// <param name="Made">When the page was made; states are as of then, or a little before.</param>
internal sealed record LabSheet(string Lab, string Environment, DateTimeOffset Made)
{
    /// <summary>Who makes the machines: <c>qemu</c> or <c>nspawn</c>.</summary>
    public string Hypervisor { get; init; } = "";

    /// <summary>The inventory's path below the root.</summary>
    public string InventoryFile { get; init; } = "";

    /// <summary>SHA-256 of the inventory's bytes, as <c>sha256sum</c> prints it.</summary>
    public string InventoryHash { get; init; } = "";

    public IReadOnlyList<SheetMachine> Machines { get; init; } = [];

    public IReadOnlyList<SheetService> Services { get; init; } = [];

    public IReadOnlyList<SheetBase> Base { get; init; } = [];

    /// <summary>The targets of the run in the order of its plan, what a target needs before it.</summary>
    public IReadOnlyList<TargetOutcome> Run { get; init; } = [];

    /// <summary>File name of the last report about configuration, which lies beside the page; null for none.</summary>
    public string? Report { get; init; }
}

/// <summary>A host; <paramref name="State"/> is <c>ready</c>, <c>booting</c>, <c>stopped</c>, <c>missing</c>, or <c>not made by JamLab</c>.</summary>
internal sealed record SheetMachine(string Name, string Address, string State, IReadOnlyList<string> Roles, string? Template, TimeSpan? Uptime);

/// <summary>A service; <paramref name="Instances"/> is null when nobody was asked for them in this run.</summary>
internal sealed record SheetService(string Name, int Wanted, IReadOnlyList<InstanceStatus>? Instances, IReadOnlyList<SheetUrl> Urls)
{
    public int Healthy => Instances?.Count(instance => instance.IsHealthy) ?? 0;
}

/// <summary>A service's URL and what a user would have seen there; null when it was not asked.</summary>
internal sealed record SheetUrl(string Url, string? Seen, bool IsWell);

/// <summary>A part of the lab that services stand on: its hosts, and what is known of it (empty for nothing).</summary>
internal sealed record SheetBase(string Title, IReadOnlyList<string> Hosts, string Note, bool IsWell);

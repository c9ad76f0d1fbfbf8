using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.CiFormat;

namespace JamLab.Inventory.Checks;

/// <summary>Whether the runner can do what <c>ci:</c> wants of it.</summary>
internal static class CiCheck
{
    public static void Check(Document document, Problems problems)
    {
        if (document.File.Get(Format.InventoryFormat.Ci)?.Value is not { } section)
            return;
        var ci = CiBuilder.Build(section);
        if (!problems.Has(Codes.BadName) && ci.Runner.Count == 0 && section.Get(F.Runner) is { } none)
            problems.Error(Codes.NoRunner, none.Source, "runner has no label", "write the labels of the runner that reaches the lab, for example [self-hosted, linux]");
        if (ci.Runner.FirstOrDefault(label => label.Value.StartsWith("windows-", StringComparison.OrdinalIgnoreCase) || label.Value.StartsWith("macos-", StringComparison.OrdinalIgnoreCase)) is { Value: not null } other)
            problems.Error(Codes.RunnerCannot, other.Source, $"{Show.Value(other.Value)} is no Linux, and only that can work on a lab", "name a Linux runner, for example ubuntu-24.04");
        else if (ci.IsHosted)
            CheckHosted(document, ci, problems);
        else if (ci.Runner.Count > 0 && ci.Tunnel is { } tunnel)
            problems.Error(Codes.RunnerCannot, tunnel.Source, "a runner of one's own needs no tunnel: it stands in the lab's network", "delete tunnel, or name one of GitHub's runners, for example [ubuntu-24.04]");
    }

    private static void CheckHosted(Document document, Ci ci, Problems problems)
    {
        var label = ci.Runner[0];
        if (!ci.Plan && ci.Apply == ApplyMode.Never && ci.Drift is null)
            return;
        if (document.Hypervisor?.Get(Format.InventoryFormat.HypervisorKind) is { Value: var kind, Source: var place } && kind != HypervisorKind.Proxmox)
            problems.Error(Codes.RunnerCannot, label.Source, $"{Show.Value(label.Value)} is new for every job: machines that hypervisor {kind.ToString().ToLowerInvariant()} (line {place.Line}) makes there are gone when the job ends", "name a runner of your own, for example [self-hosted, linux], or write plan: false, apply: never and drift: never");
        else if (ci.Tunnel is null)
            problems.Error(Codes.RunnerCannot, label.Source, $"{Show.Value(label.Value)} is one of GitHub's runners and cannot reach the lab", "add tunnel: wireguard or tailscale, or name a runner that stands in the lab, for example [self-hosted, linux]");
        if (ci.State is { } state)
            problems.Error(Codes.RunnerCannot, state.Source, $"{Show.Value(label.Value)} is new for every job and keeps no folder", "delete state: it is kept sealed on the branch jamlab-state");
    }
}

using JamLab.Inventory.Model;
using JamLab.Stages.Processes;
using JamLab.Stages.State;
using Serilog;

namespace JamLab.Stages.Tools.Checkup;

/// <summary>Looks at everything and changes nothing. It asks all tools and boots the small guest again, so that it also finds what the caches would hide.</summary>
public sealed class Doctor(LabPaths paths, Workstation here, ProcessRunner runner, ILogger log)
{
    /// <param name="needs">What the chosen environment needs; other tools are shown as optional.</param>
    public async Task<DoctorReport> ExamineAsync(IReadOnlyList<ToolNeed> needs, CancellationToken cancellation)
    {
        var finder = new ToolFinder(paths, here, runner);
        var states = await Task.WhenAll(ToolCatalog.All.Select(tool => finder.LookAsync(tool, cancellation, again: true))).ConfigureAwait(false);
        var needed = states.Where(state => needs.Any(need => need.Tool.Name == state.Tool.Name)).ToList();
        var install = await InstallCommand.ForAsync(needed, here, new AptPackages(here, runner, log), cancellation).ConfigureAwait(false);
        return new DoctorReport(
            [.. states.Select(state => Row(state, needs, install))],
            WorkstationChecks.Judge(WorkstationFacts.See(here, paths), paths.Cache, paths.State),
            await ProbeAsync(states.First(state => state.Tool.Name == ToolCatalog.Qemu.Name), cancellation).ConfigureAwait(false),
            install?.Text);
    }

    private static ToolRow Row(ToolState state, IReadOnlyList<ToolNeed> needs, InstallCommand? install)
    {
        var by = needs.Where(need => need.Tool.Name == state.Tool.Name).Select(need => need.By).Distinct().ToList();
        return new ToolRow(state, by, (state.Serves, by.Count) switch
        {
            (true, _) => "",
            (_, 0) => $"not needed here; {Users(state.Tool)}",
            _ => (state.Path is null ? "" : $"{state.Tool.Minimum} or newer is needed ({state.Tool.Because}); ") + (install?.Tools.Contains(state.Tool.Name) ?? false ? "install it with the command below" : MissingTools.ByHand(state.Tool)),
        });
    }

    /// <summary>Who would need a tool that the chosen environment does without.</summary>
    private static string Users(Tool tool)
    {
        var by = ToolNeeds.BuildTemplates.Concat(ToolNeeds.Ssh)
            .Concat(Enum.GetValues<HypervisorKind>().SelectMany(kind => ToolNeeds.ProvisionVms(kind, ToolCatalog.Terraform)))
            .Where(need => need.Tool.Name == tool.Name).Select(need => need.By).Distinct().ToList();
        return by.Count == 0 ? "--terraform-tool tofu chooses it" : $"for {string.Join(", ", by)}";
    }

    private async Task<Accelerator?> ProbeAsync(ToolState qemu, CancellationToken cancellation)
    {
        if (!qemu.Serves)
            return null;
        using var probe = new AcceleratorProbe(paths, here, runner, log);
        return await probe.ProbeAsync(qemu.Path!, cancellation, again: true).ConfigureAwait(false);
    }
}

using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Templates;
using JamLab.Stages.Tools;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    /// <summary>Builds the templates that the inventory names and returns what changed; with <see cref="StageOptions.DryRun"/> only says what and why.</summary>
    /// <param name="force">Build them anew although nothing changed, for the mirror's newer packages.</param>
    /// <param name="share">The templates that this job of a matrix works on; empty for all.</param>
    public Task<string> BuildTemplatesAsync(bool force, IReadOnlyList<string> share, CancellationToken cancellation) => NotingAsync("BuildTemplates", async () =>
    {
        NoteShare(share);
        var plan = InShare(PlanTemplates(Inventory, force), share);
        if (options.DryRun)
        {
            _notes.Templates = plan;
            foreach (var template in plan.Templates)
                log.Information("{Template:l}", template.ToString());
            return plan.HasChanges ? $"would build {Names(plan)}" : "nothing would be built";
        }

        // Packer and its company are wanted only when there is something to build.
        var stage = new TemplateStage(Paths, plan.HasChanges ? await TemplateToolsAsync(cancellation).ConfigureAwait(false) : None, log, time);
        await stage.ApplyAsync(plan, cancellation).ConfigureAwait(false);
        return plan.HasChanges ? $"built {Names(plan)}" : "nothing to build";
    });

    /// <summary>Removes templates that no image asks for and no machine stands on; returns what changed.</summary>
    public async Task<string> CleanTemplatesAsync(CancellationToken cancellation)
    {
        var cleaning = new TemplateCleaning(Paths, log, time);
        var old = cleaning.Plan().Select(folder => Path.GetFileName(folder)).ToList();
        if (options.DryRun)
            return old.Count == 0 ? "nothing would be removed" : $"would remove {string.Join(", ", old)}";
        await cleaning.ApplyAsync(cancellation).ConfigureAwait(false);
        return old.Count == 0 ? "nothing to remove" : $"removed {string.Join(", ", old)}";
    }

    private TemplatePlan InShare(TemplatePlan plan, IReadOnlyList<string> share)
    {
        var unknown = share.Where(name => plan.Templates.All(template => template.Image.Name != name)).ToList();
        if (unknown.Count > 0)
        {
            throw new DiagnosticException([.. unknown.Select(name => new Diagnostic("JAM0411", Severity.Error, null,
                $"--share {name} is no template that '{options.Environment}' names", $"name one of {string.Join(", ", plan.Templates.Select(template => template.Image.Name))}"))]);
        }

        return share.Count == 0 ? plan : new TemplatePlan([.. plan.Templates.Where(template => share.Contains(template.Image.Name))]);
    }

    private static TemplateTools None => new("", "", "", "", "", "", "", "");

    private static string Names(TemplatePlan plan) =>
        string.Join(", ", plan.Templates.Where(template => template.Existing is null).Select(template => template.Image.Name));

    private TemplatePlan PlanTemplates(LabInventory inventory, bool force = false) =>
        TemplateStage.Plan(Paths, inventory.Machines.Select(host => host.Machine!.Template.Value).Distinct(), force);

    private async Task<TemplateTools> TemplateToolsAsync(CancellationToken cancellation)
    {
        var tools = await ToolsAsync(ToolNeeds.BuildTemplates, cancellation).ConfigureAwait(false);
        var accelerator = await AcceleratorAsync(tools[ToolCatalog.Qemu].Path, cancellation).ConfigureAwait(false);
        log.Information("Guests run under {Accelerator:l}: {Reason:l}", accelerator.Name, accelerator.Reason);
        return new TemplateTools(
            tools[ToolCatalog.Packer].Path, Version(ToolCatalog.Packer),
            tools[ToolCatalog.Qemu].Path, tools[ToolCatalog.QemuImg].Path, Version(ToolCatalog.Qemu),
            tools[ToolCatalog.Mmdebstrap].Path, tools[ToolCatalog.Mke2fs].Path, accelerator.Name);

        string Version(Tool tool) => tools[tool].Version?.ToString() ?? "0";
    }

    /// <summary>Today's template of every image that a machine names; one that is not built is a diagnostic where it is needed, else named as it will be.</summary>
    private Dictionary<string, TemplateArtifact> Templates(LabInventory inventory, bool needed)
    {
        var plan = PlanTemplates(inventory);
        var missing = plan.Templates.Where(template => template.Existing is null).ToList();
        if (missing.Count > 0 && needed)
        {
            throw new DiagnosticException([.. missing.Select(template => new Diagnostic("JAM0410", Severity.Error, null,
                $"the template of '{template.Image.Name}' is not built ({string.Join(", ", template.Reasons)})", "run BuildTemplates first"))]);
        }

        return plan.Templates.ToDictionary(template => template.Image.Name, template => template.Existing ?? Expected(template));
    }

    private TemplateArtifact Expected(PlannedTemplate planned)
    {
        var folder = Path.Combine(Paths.Templates, TemplateArtifact.FolderName(planned.Image.Name, planned.Fingerprint.Value));
        var direct = planned.Image.KernelCommandLine is not null;
        return new TemplateArtifact(planned.Image.Name, planned.Fingerprint.Value, folder, Path.Combine(folder, TemplateArtifact.DiskName),
            direct ? Path.Combine(folder, TemplateArtifact.KernelName) : null, direct ? Path.Combine(folder, TemplateArtifact.InitrdName) : null,
            planned.Image.KernelCommandLine, planned.Image.Disk);
    }
}

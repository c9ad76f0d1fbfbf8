using JamLab.Stages.State;
using Serilog;

namespace JamLab.Stages.Templates;

/// <summary>Images to templates. The cache is shared by all clones of a user: whoever comes second waits, and uses what the first one built.</summary>
public sealed class TemplateStage(LabPaths paths, TemplateTools tools, ILogger log, TimeProvider time)
{
    /// <summary>Which templates would be built, and why; a mistake in an image is a diagnostic.</summary>
    public static TemplatePlan Plan(LabPaths paths, IEnumerable<string> images, bool force = false) =>
        new([.. ImageDefinition.Load(paths.Images, images).Select(image => Plan(paths, image, force))]);

    /// <summary>The templates of a plan, in its order; those that are missing are built, several at once where there are cores for it.</summary>
    public async Task<IReadOnlyList<TemplateArtifact>> ApplyAsync(TemplatePlan plan, CancellationToken cancellation)
    {
        foreach (var planned in plan.Templates.Where(planned => planned.Existing is not null))
            log.Information("{Template:l}", planned.ToString());
        if (plan.HasChanges)
        {
            Directory.CreateDirectory(paths.Templates);
            await BuildFolder.ClearUnfinishedAsync(paths.Templates, time, log, cancellation).ConfigureAwait(false);
        }

        var finished = new TemplateArtifact[plan.Templates.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 1, 3), CancellationToken = cancellation };
        await Parallel.ForEachAsync(plan.Templates.Index(), options, async (planned, stop) =>
            finished[planned.Index] = planned.Item.Existing ?? await BuildAsync(planned.Item, stop).ConfigureAwait(false)).ConfigureAwait(false);
        return finished;
    }

    private static PlannedTemplate Plan(LabPaths paths, ImageDefinition image, bool force)
    {
        var fingerprint = TemplateFingerprint.Of(image);
        var existing = TemplateArtifact.Find(paths.Templates, image.Name, fingerprint.Value);
        if (existing is not null)
            return force ? new PlannedTemplate(image, fingerprint, null, ["asked for anew"]) : new PlannedTemplate(image, fingerprint, existing, []);
        var newest = TemplateArtifact.FindAll(paths.Templates, image.Name) is [var first, ..] ? first : null;
        return new PlannedTemplate(image, fingerprint, null,
            newest is null ? ["there is none yet"] : fingerprint.DifferencesFrom(TemplateManifest.Read(newest.Folder)!.Inputs));
    }

    private async Task<TemplateArtifact> BuildAsync(PlannedTemplate planned, CancellationToken cancellation)
    {
        var name = TemplateArtifact.FolderName(planned.Image.Name, planned.Fingerprint.Value);
        var folder = new BuildFolder(paths.Templates, name, log);
        using var held = await LockFile.AcquireAsync(folder.Lock, $"the template {name}", wait: true, time, log, cancellation).ConfigureAwait(false);
        var replaces = planned.Reasons is ["asked for anew"];
        if (!replaces && TemplateArtifact.Find(paths.Templates, planned.Image.Name, planned.Fingerprint.Value) is { } meanwhile)
        {
            log.Information("{Image:l}: another run has built it meanwhile", planned.Image.Name);
            return meanwhile;
        }

        if (replaces && TemplateUsers.InUse(folder.Final))
            throw new StageException($"{folder.Final} is in use by machines", "Change the image instead, or destroy those machines first: their disks stand on this template.");
        log.Information("{Template:l}", planned.ToString());
        await folder.ClearAsync(cancellation).ConfigureAwait(false);
        return await new TemplateBuild(paths, tools, folder, log, time).RunAsync(planned.Image, planned.Fingerprint, cancellation).ConfigureAwait(false);
    }
}

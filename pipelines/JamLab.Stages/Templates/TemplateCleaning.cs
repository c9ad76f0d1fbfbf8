using JamLab.Stages.State;
using Serilog;

namespace JamLab.Stages.Templates;

/// <summary>Removes what no image asks for and no machine stands on, and what interrupted builds left.</summary>
public sealed class TemplateCleaning(LabPaths paths, ILogger log, TimeProvider time)
{
    /// <summary>The folders that <see cref="ApplyAsync"/> would remove; images that cannot be read are a diagnostic, as their templates cannot be told from old ones.</summary>
    public IReadOnlyList<string> Plan()
    {
        if (!Directory.Exists(paths.Templates))
            return [];
        var current = ImageDefinition.Load(paths.Images, ImageDefinition.Names(paths.Images))
            .Select(image => TemplateArtifact.FolderName(image.Name, TemplateFingerprint.Of(image).Value))
            .ToHashSet();
        return [.. Directory.EnumerateDirectories(paths.Templates)
            .Where(folder => File.Exists(Path.Combine(folder, TemplateManifest.FileName)))
            .Where(folder => !current.Contains(Path.GetFileName(folder)) && !TemplateUsers.InUse(folder))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Removes them; what is being built at this moment stays.</summary>
    public async Task ApplyAsync(CancellationToken cancellation)
    {
        foreach (var folder in Plan())
        {
            log.Information("Removing {Template:l}", Path.GetFileName(folder));
            // The manifest goes first: what remains of an interrupted removal is no template.
            File.Delete(Path.Combine(folder, TemplateManifest.FileName));
            Directory.Delete(folder, recursive: true);
        }

        await BuildFolder.ClearUnfinishedAsync(paths.Templates, time, log, cancellation).ConfigureAwait(false);
    }
}

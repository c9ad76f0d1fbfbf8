namespace JamLab.Stages.Templates;

/// <summary>What a build of templates would do, image by image; made without touching anything.</summary>
public sealed record TemplatePlan(IReadOnlyList<PlannedTemplate> Templates)
{
    public bool HasChanges => Templates.Any(template => template.Existing is null);

    /// <summary>One line an image, as the user reads it.</summary>
    public override string ToString() => string.Join('\n', Templates);
}

/// <summary>One image: the finished template where nothing is to be done, else why one is built.</summary>
public sealed record PlannedTemplate(ImageDefinition Image, TemplateFingerprint Fingerprint, TemplateArtifact? Existing, IReadOnlyList<string> Reasons)
{
    public override string ToString() => Existing is null
        ? $"{Image.Name}: build {Fingerprint.Value[..12]} ({string.Join(", ", Reasons)})"
        : $"{Image.Name}: up to date ({Fingerprint.Value[..12]})";
}

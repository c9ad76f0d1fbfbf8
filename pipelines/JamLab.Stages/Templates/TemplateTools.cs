namespace JamLab.Stages.Templates;

/// <summary>The tools that make a template, found and checked beforehand; <see cref="Accelerator"/> is what was probed to work: <c>kvm</c>, <c>hvf</c> or <c>tcg</c>.</summary>
public sealed record TemplateTools(
    string Packer,
    string PackerVersion,
    string QemuSystem,
    string QemuImg,
    string QemuVersion,
    string Mmdebstrap,
    string Mke2fs,
    string Accelerator);

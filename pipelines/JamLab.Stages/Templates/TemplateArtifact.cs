using JamLab.Inventory.Model;

namespace JamLab.Stages.Templates;

/// <summary>
/// A finished template on this computer. The disk is a qcow2 that machines use as read-only backing file; with <see cref="Kernel"/> set it has
/// no boot loader and is booted with <c>-kernel</c>, <c>-initrd</c> and <c>-append</c>. <see cref="VirtualSize"/> is the least size of an overlay.
/// </summary>
public sealed record TemplateArtifact(
    string Image,
    string Fingerprint,
    string Folder,
    string Disk,
    string? Kernel,
    string? Initrd,
    string? KernelCommandLine,
    ByteSize VirtualSize)
{
    public const string DiskName = "disk.qcow2";
    public const string KernelName = "vmlinuz";
    public const string InitrdName = "initrd";

    /// <summary>The folder's name under <c>templates/</c>: image and the first 12 digits of the fingerprint.</summary>
    public static string FolderName(string image, string fingerprint) => $"{image}-{fingerprint[..12]}";

    /// <summary>The finished template of exactly this fingerprint, or null.</summary>
    public static TemplateArtifact? Find(string templates, string image, string fingerprint) =>
        Open(Path.Combine(templates, FolderName(image, fingerprint))) is { } found && found.Image == image && found.Fingerprint == fingerprint ? found : null;

    /// <summary>Every finished template of an image, the newest first.</summary>
    public static IReadOnlyList<TemplateArtifact> FindAll(string templates, string image) =>
        !Directory.Exists(templates) ? [] :
        [.. Directory.EnumerateDirectories(templates, $"{image}-*")
            .Select(folder => (Artifact: Open(folder), TemplateManifest.Read(folder)?.Created))
            .Where(found => found.Artifact?.Image == image)
            .OrderByDescending(found => found.Created)
            .Select(found => found.Artifact!)];

    /// <summary>What lies in a folder, or null unless a valid manifest is there and every file that it names has its size.</summary>
    public static TemplateArtifact? Open(string folder)
    {
        if (TemplateManifest.Read(folder) is not { } manifest || Path.GetFileName(folder) != FolderName(manifest.Image, manifest.Fingerprint))
            return null;
        var whole = manifest.Files.ContainsKey(DiskName) && manifest.Files.All(file =>
            new FileInfo(Path.Combine(folder, file.Key)) is { Exists: true } info && info.Length == file.Value.Size);
        return !whole ? null : new TemplateArtifact(
            manifest.Image, manifest.Fingerprint, folder, Path.Combine(folder, DiskName),
            Named(KernelName), Named(InitrdName), manifest.KernelCommandLine, new ByteSize(manifest.VirtualSize));

        string? Named(string file) => manifest.Files.ContainsKey(file) ? Path.Combine(folder, file) : null;
    }
}

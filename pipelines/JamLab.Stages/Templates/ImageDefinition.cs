using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Templates;

/// <summary>
/// One folder under <c>images/</c> with its <c>image.yml</c>. Exactly one of <see cref="Debian"/> and <see cref="Cloud"/> is set:
/// where the disk comes from before Packer boots it.
/// </summary>
public sealed record ImageDefinition(
    string Name,
    string Folder,
    IReadOnlyList<string> Included,
    ByteSize Disk,
    string? KernelCommandLine,
    DebianBase? Debian,
    CloudBase? Cloud)
{
    public const string FileName = "image.yml";

    /// <summary>The names that an inventory may use as a template.</summary>
    public static IReadOnlyList<string> Names(string images) =>
        !Directory.Exists(images) ? [] :
        [.. Directory.EnumerateFiles(images, FileName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal)];

    /// <summary>Reads the named images; all that is wrong with any of them is one <see cref="DiagnosticException"/>.</summary>
    public static IReadOnlyList<ImageDefinition> Load(string images, IEnumerable<string> names)
    {
        var problems = new List<Diagnostic>();
        var found = names.Distinct().Order(StringComparer.Ordinal)
            .Select(name => ImageFile.Read(images, name, problems))
            .ToList();
        return problems.Count == 0 ? [.. found.Select(image => image!)] : throw new DiagnosticException(problems);
    }

    /// <summary>Every file that goes into the build, by its path in the build's folder; of several with one name the image's own serves, else the last included one.</summary>
    public IReadOnlyDictionary<string, string> Files()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in Included.Append(Folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                files[Path.GetRelativePath(folder, file).Replace('\\', '/')] = file;
        }

        return files;
    }
}

/// <summary>A root made by mmdebstrap; without <see cref="Mirror"/> from Debian's own mirror with its security updates.</summary>
public sealed record DebianBase(string Release, Uri? Mirror, IReadOnlyList<string> Packages);

/// <summary>A ready disk by address and SHA-512, with a boot loader of its own.</summary>
public sealed record CloudBase(Uri Url, string Sha512);

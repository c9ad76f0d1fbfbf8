using System.IO.Enumeration;
using System.Security.Cryptography;
using JamLab.Convergence;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.Configuration.Sources;

/// <summary>Folders of this computer with .deb and .zip files to install from. Each file is read once a run.</summary>
/// <param name="environment">The environment's folder, which parameters are relative to.</param>
/// <param name="preferred">The folder of <c>--packages</c>, asked before all else; null for none.</param>
public sealed class PackageFolders(string environment, string? preferred)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LocalFile> _files = [];

    /// <summary>The newest archive of a product that fits, from the preferred folder or <paramref name="folder"/>; null when the preferred one has none and no other is named.</summary>
    /// <param name="product">As file names begin.</param>
    /// <param name="version">A shell pattern; null for any.</param>
    /// <param name="architecture">As Debian calls it: amd64, arm64.</param>
    /// <param name="folder">What the parameter says; an archive must be there.</param>
    internal (LocalFile File, ArchiveName Name)? Find(string product, string? version, string architecture, string? folder)
    {
        if (preferred is not null && Newest(preferred, product, version, architecture) is { } found)
            return found;
        if (folder is null)
            return null;
        var path = Path.Combine(environment, folder);
        return Newest(path, product, version, architecture) ?? throw new DiagnosticException("JAM0431",
            $"{path} has no {product} for {architecture}{(version is null ? "" : $" of version {version}")}", $"put a file there that is named like {product}_1.2.3_linux_{architecture}.zip or {product}_1.2.3-1_{architecture}.deb");
    }

    private (LocalFile File, ArchiveName Name)? Newest(string folder, string product, string? version, string architecture)
    {
        if (!Directory.Exists(folder))
            throw new DiagnosticException("JAM0432", $"there is no folder {folder}", "name one with .deb or .zip files");
        var best = Directory.GetFiles(folder)
            .Select(path => (Path: path, Name: ArchiveName.Read(Path.GetFileName(path))))
            .Where(one => one.Name is { } name && name.Product == product && name.Architecture == architecture && (version is null || FileSystemName.MatchesSimpleExpression(version, name.Version, ignoreCase: false)))
            .OrderByDescending(one => one.Name!.Version, VersionOrder.Instance)
            .FirstOrDefault();
        return best.Name is null ? null : (Read(best.Path), best.Name);
    }

    private LocalFile Read(string path)
    {
        lock (_lock)
        {
            if (!_files.TryGetValue(path, out var file))
            {
                using var stream = File.OpenRead(path);
                _files[path] = file = new LocalFile(path, Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length);
            }

            return file;
        }
    }
}

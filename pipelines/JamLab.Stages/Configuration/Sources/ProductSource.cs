using JamLab.Inventory.Parameters;

namespace JamLab.Stages.Configuration.Sources;

/// <summary>Where a HashiCorp product comes from. Nothing given: the newest of the default version line in HashiCorp's apt repository.</summary>
public sealed class ProductSource
{
    [Parameter("Version, or a shell pattern of one for the apt repository; it also decides the configuration's dialect. An archive needs it only if its file name does not tell.", Example = "1.21.*")]
    public string? Version { get; set; }

    [Parameter("Address of a .deb or .zip that each host fetches itself.", Example = "https://releases.hashicorp.com/consul/1.21.4/consul_1.21.4_linux_amd64.zip", Also = ["url"])]
    public Uri? Archive { get; set; }

    [Parameter("SHA-256 of the archive in hexadecimal; an archive with another one is refused.", Also = ["checksum", "hash", "sha"])]
    public string? Sha256 { get; set; }

    [Parameter("Folder on this computer with .deb or .zip files, named like HashiCorp's, relative to the environment's; the newest that fits is sent to hosts that lack it.", Also = ["directory", "dir"])]
    public string? Folder { get; set; }

    [Parameter("Address of the apt repository, for a mirror; it must be signed by HashiCorp's key.")]
    public Uri Repository { get; set; } = new(HashiCorpRepository.Address);

    [Parameter("Release of the apt repository; its packages run on all of Debian.")]
    public string Suite { get; set; } = "bookworm";

    /// <summary>What is wrong with it, for <see cref="Role{TParameters}.Check(TParameters)"/>.</summary>
    internal IEnumerable<ParameterMistake> Mistakes()
    {
        if (Archive is not null && Folder is not null)
            yield return new ParameterMistake("source.folder", "an archive's address and a folder exclude each other", "leave one of them out");
        if (Archive is not null && Sha256 is null)
            yield return new ParameterMistake("source.archive", "an archive needs its hash", "add sha256, from the publisher's list and not from the file");
        if (Sha256 is not null && (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit)))
            yield return new ParameterMistake("source.sha256", $"'{Sha256}' is no SHA-256", "write its 64 hexadecimal digits");
        if (Archive is not null && !Archive.AbsolutePath.EndsWith(".deb", StringComparison.Ordinal) && !Archive.AbsolutePath.EndsWith(".zip", StringComparison.Ordinal))
            yield return new ParameterMistake("source.archive", $"{Archive} is neither a .deb nor a .zip", "name the package or the archive itself");
        else if (ProductVersion.Read(Version) is null && (Version is not null || (Archive is not null && ProductVersion.Read(ArchiveName.Read(Path.GetFileName(Archive.AbsolutePath))?.Version) is null)))
            yield return new ParameterMistake(Version is null ? "source.archive" : "source.version", Version is null ? "the archive's name does not tell its version" : $"'{Version}' is no version", "set version, such as 1.21.4 or 1.21.*");
    }
}

namespace JamLab.Stages.Configuration.Sources;

/// <summary>Where a HashiCorp product comes from. Nothing given: the newest of the default version line in HashiCorp's apt repository.</summary>
public sealed class ProductSource
{
    [Parameter("Version or shell pattern of one; it also decides the configuration's dialect. Needed for an archive only if its file name does not tell.", Example = "1.21.*")]
    public string? Version { get; set; }

    [Parameter("Address of a .deb or .zip that each host fetches itself.", Example = "https://releases.hashicorp.com/consul/1.21.4/consul_1.21.4_linux_amd64.zip", Also = ["url"])]
    public Uri? Archive { get; set; }

    [Parameter("SHA-256 of the archive in hexadecimal; an archive with another one is refused.", Also = ["checksum", "hash"])]
    public string? Sha256 { get; set; }

    [Parameter("Folder on this computer with .deb or .zip files, named like HashiCorp's; the newest one of the version is sent to hosts that lack it. Relative to the repository.", Also = ["directory", "dir"])]
    public string? Folder { get; set; }

    [Parameter("Address of the apt repository, for a mirror; it must be signed by HashiCorp's key.")]
    public Uri Repository { get; set; } = new(HashiCorpRepository.Address);

    [Parameter("Release of the apt repository; its packages run on all of Debian.")]
    public string Suite { get; set; } = "bookworm";
}

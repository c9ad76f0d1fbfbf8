namespace JamLab.Stages.Configuration.Roles.Nfs;

/// <summary>Parameters of the role nfs.</summary>
public sealed class NfsSettings
{
    [Parameter("Directories for others, by path; made if they are not there.", Example = "{ /srv/media: { clients: [192.168.10.0/24] } }")]
    public IReadOnlyDictionary<string, NfsExport> Exports { get; set; } = new Dictionary<string, NfsExport>();

    [Parameter("Directories of others, by the path where they are mounted.", Example = "{ /mnt/media: { from: \"nas0:/srv/media\" } }")]
    public IReadOnlyDictionary<string, NfsMount> Mounts { get; set; } = new Dictionary<string, NfsMount>();
}

/// <summary>One directory for others.</summary>
public sealed class NfsExport
{
    [Parameter("Who may mount it, as networks, addresses or names; the lab's networks unless given.")]
    public IReadOnlyList<string> Clients { get; set; } = [];

    [Parameter("Options of exports(5).")]
    public string Options { get; set; } = "rw,sync,no_subtree_check";

    [Parameter("Permission bits of the directory in octal.", Example = "\"2775\"")]
    public string Mode { get; set; } = "0755";

    [Parameter("The directory's owner.")]
    public string Owner { get; set; } = "root";

    [Parameter("The directory's group.")]
    public string Group { get; set; } = "root";
}

/// <summary>One directory of another host.</summary>
public sealed class NfsMount
{
    [Parameter("Host and path.", Example = "nas0:/srv/media", Also = ["source", "src"])]
    public string From { get; set; } = "";

    [Parameter("Options of nfs(5).")]
    public string Options { get; set; } = "rw,hard,noatime";
}

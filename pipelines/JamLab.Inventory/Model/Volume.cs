namespace JamLab.Inventory.Model;

/// <summary>Data that outlives instances, seen by the service at <paramref name="Path"/>: in a folder of its host, or from the NFS server in <paramref name="Nfs"/>.</summary>
public sealed record Volume(Sourced<string> Name, Sourced<string> Path)
{
    /// <summary>Null for a folder of the host, which data does not leave when the service moves.</summary>
    public Sourced<NfsPath>? Nfs { get; init; }

    /// <summary>Whether backups hold it.</summary>
    public bool Backup { get; init; }
}

/// <summary>An exported path of a server, <c>nas0:/srv/media</c>: a host of the inventory by its name, or any other by name or address.</summary>
public readonly record struct NfsPath(string Server, string Path)
{
    public override string ToString() => $"{Server}:{Path}";
}

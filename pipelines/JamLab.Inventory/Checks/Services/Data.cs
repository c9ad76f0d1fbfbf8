using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks.Services;

/// <summary>Files and volumes: nothing at one place twice, and exports from hosts that export.</summary>
internal static class Data
{
    public static void Check(Document document, ServiceDraft service, Problems problems)
    {
        var section = service.Section;
        var taken = section.List(S.Files).ToDictionary(file => file.Name.Value, file => file.Name.Source, StringComparer.Ordinal);
        foreach (var (name, volume) in section.List(S.Volumes))
        {
            if (volume.Get(S.VolumePath) is { } path && !taken.TryAdd(path.Value, path.Source))
                problems.Error(Codes.SharedPath, path.Source, $"the volume {Show.Value(name.Value)} of {service.Shown} is at {path.Value}, where something else of it is (line {taken[path.Value].Line})", "give one of them another path");
            if (volume.Get(S.Nfs) is { } nfs)
                CheckServer(document, nfs, problems);
        }

        if (section.Get(S.Backup)?.Value.Get(S.BackupTo) is { } to && to.Value.Nfs is { } share)
            CheckServer(document, share with { Source = to.Source }, problems);
        if (section.PlaceOf(S.Backup) is { } backup && section.Get(S.Volumes) is null or { Value.Count: 0 } && !section.Mentions(S.Volumes))
            problems.Error(Codes.Missing, backup, $"the service {service.Shown} has a backup, but no volumes", "add volumes: what is not in one is gone with the instance");
    }

    /// <summary>Two services that put different files at one path of a host.</summary>
    public static void CheckShared(IReadOnlyList<ServiceDraft> services, Problems problems)
    {
        var seen = new List<(ServiceDraft Service, Sourced<string> Path, string From)>();
        foreach (var service in services.Where(service => service.IsOnTheHost))
        {
            foreach (var (path, from) in service.Section.List(S.Files))
            {
                var (other, theirs, _) = seen.FirstOrDefault(one => one.Path.Value == path.Value && one.From != from.Value && Ports.Common(one.Service, service) is not null);
                if (other is not null)
                    problems.Error(Codes.SharedPath, path.Source, $"the path {path.Value} is written by both {other.Shown} (line {theirs.Source.Line}) and {service.Shown}, which may both run on {Show.Value(Ports.Common(other, service)!)}", "give one of them another path");
                seen.Add((service, path, from.Value));
            }
        }
    }

    private static void CheckServer(Document document, Sourced<NfsPath> nfs, Problems problems)
    {
        var server = nfs.Value.Server;
        var domain = document.Lab?.Get(F.Domain)?.Value;
        var name = domain is not null && server.EndsWith($".{domain}", StringComparison.Ordinal) ? server[..^(domain.Length + 1)] : server;
        var host = document.ByHostName.GetValueOrDefault(name) ?? document.Hosts.FirstOrDefault(one => one.Nics.Exists(nic => Cidr.ToAddress(nic.Address.Value).ToString() == server));
        if (host is not null)
        {
            if (!document.Has(host, "nfs") && !problems.Has(Codes.UnknownRole, Codes.UnknownGroup))
                problems.Error(Codes.NotAnNfsServer, nfs.Source, $"the host {Show.Value(host.Name)} (line {host.Entry.Range.Source.Line}) lacks the role nfs, so it exports nothing", "add nfs to its roles, and the folder to that role's exports");
        }
        else if (!name.Contains('.', StringComparison.Ordinal) && !problems.Has(Codes.BadRange) && !document.BrokenNames.Contains(name))
        {
            problems.Error(Codes.UnknownHost, nfs.Source, $"there is no host {Show.Value(name)}", Nearest.Hint(name, document.ByHostName.Keys, near => $"{near}:{nfs.Value.Path}") ?? "a server outside the lab is given by its full name or address");
        }
    }
}

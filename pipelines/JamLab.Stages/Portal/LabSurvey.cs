using JamLab.Inventory.Model;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Services;

namespace JamLab.Stages.Portal;

/// <summary>What a page tells of a lab, from what was seen in a run; machines are looked at on this computer, nobody is asked.</summary>
internal sealed class LabSurvey(LabInventory inventory)
{
    public IReadOnlyList<SheetMachine> Machines(MachineSet machines) => [.. inventory.Hosts.Select(host => Machine(host, machines))];

    /// <param name="statuses">Of the services that were asked for.</param>
    /// <param name="answers">Of the URLs that were asked.</param>
    public IReadOnlyList<SheetService> Services(IReadOnlyList<ServiceStatus> statuses, IReadOnlyList<SmokeAnswer> answers) =>
    [
        .. inventory.Services.Values.Select(service => new SheetService(
            service.Name, service.Count.Value,
            statuses.FirstOrDefault(one => one.Service == service.Name.Value)?.Instances,
            [.. ServiceUrls.Of(service, inventory).Select(url => answers.FirstOrDefault(one => one.Question.Url == url) is { } answer ? new SheetUrl(url, answer.Seen, answer.IsWell) : new SheetUrl(url, null, false))])),
    ];

    /// <param name="consul">Null when it was not asked, or gave no answer.</param>
    public IReadOnlyList<SheetBase> Base(ConsulState? consul)
    {
        List<SheetBase> parts = [new("Name servers", With("dns"), "", true), new("Proxies", With("haproxy"), "", true)];
        AddServers("Consul", "consul", consul?.Note ?? "no answer in this run", consul?.Leader is not null);
        AddServers("Nomad", "nomad", "", true);
        AddServers("Vault", "vault", "", true);
        return parts;

        void AddServers(string title, string role, string note, bool isWell)
        {
            var servers = inventory.Hosts.Where(host => host.Server && Has(host, role)).Select(host => host.Name.Value).ToList();
            if (servers.Count > 0)
                parts.Add(new SheetBase($"{title} servers", servers, note, isWell));
        }
    }

    private List<string> With(string role) => [.. inventory.Hosts.Where(host => Has(host, role)).Select(host => host.Name.Value)];

    private static bool Has(Host host, string role) => host.Roles.Any(one => one.Value == role);

    private static SheetMachine Machine(Host host, MachineSet machines)
    {
        var roles = host.Roles.Select(role => role.Value).ToList();
        if (!host.IsVirtual)
            return new SheetMachine(host.Name, host.Address.ToString(), "not made by JamLab", roles, null, null);
        var folder = machines.Folder(host.Name);
        var process = folder.Process;
        var state = process is not null ? folder.WasReady ? "ready" : "booting" : folder.HasDisk ? "stopped" : "missing";
        return new SheetMachine(host.Name, host.Address.ToString(), state, roles, folder.Template, process?.Uptime);
    }
}

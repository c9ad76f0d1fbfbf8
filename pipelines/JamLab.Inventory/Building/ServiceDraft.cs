using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Building;

/// <summary>A service as far as it could be read, with the hosts that may run it.</summary>
internal sealed class ServiceDraft
{
    /// <summary>The keys that say what runs; exactly one belongs there.</summary>
    public static readonly IReadOnlyList<Key> Workloads = [S.Image, S.Command, S.Unit, S.Job];

    public ServiceDraft(Document document, Named<string, Section> one)
    {
        Name = one.Name;
        Section = one.Value;
        Runtime = ServiceBuilder.Runtime(one.Value, document.Lab?.Get(S.LabRuntime)?.Value ?? ServiceRuntime.Systemd);
        Ports = ServiceBuilder.Ports(one.Value);
        Constraints = Section.Get(S.Constraints)?.Value;
        Members = FindMembers(document);
        var hosts = Constraints?.List(S.OnlyHosts) ?? [];
        var roles = Constraints?.List(S.OnlyRoles) ?? [];
        Candidates = Members?.Where(host => (hosts.Count == 0 || hosts.Any(name => name.Value == host.Name)) && roles.All(role => document.Has(host, role.Value))).ToList();
    }

    public Sourced<string> Name { get; }

    public Section Section { get; }

    public ServiceRuntime Runtime { get; }

    public OrderedDictionary<string, Sourced<int>> Ports { get; }

    public Section? Constraints { get; }

    /// <summary>Its host or its group's hosts; null when that could not be read.</summary>
    public IReadOnlyList<HostDraft>? Members { get; }

    /// <summary>Those of <see cref="Members"/> that its constraints leave.</summary>
    public IReadOnlyList<HostDraft>? Candidates { get; }

    public string Shown => Show.Value(Name.Value);

    public bool IsJob => Section.Mentions(S.Job);

    /// <summary>Whether it listens on its hosts' own ports, as no container does.</summary>
    public bool IsOnTheHost => Runtime == ServiceRuntime.Systemd && (Section.Mentions(S.Command) || Section.Mentions(S.Unit));

    public bool HasNames => Section.Mentions(S.HostNames);

    private List<HostDraft>? FindMembers(Document document)
    {
        if (Section.Get(S.Host)?.Value is { } host)
            return document.ByHostName.TryGetValue(host, out var only) ? [only] : null;
        if (Section.Get(S.Group)?.Value is not { } group || !document.Groups.All.ContainsKey(group) || document.Entries.Any(entry => entry.Named.Any(name => !document.Groups.All.ContainsKey(name.Value))))
            return null;
        return [.. document.Hosts.Where(one => one.Entry.Groups.Any(name => name.Value == group))];
    }
}

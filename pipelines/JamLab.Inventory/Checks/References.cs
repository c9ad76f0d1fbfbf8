using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks;

/// <summary>Names that lead nowhere, told where they are written and once, however many hosts inherit them.</summary>
internal sealed class References(Document document, Problems problems, IReadOnlyCollection<string> images, IReadOnlyCollection<string> roles)
{
    private readonly HashSet<string> _images = [.. images];
    private readonly HashSet<string> _roles = [.. roles];
    private readonly HashSet<string> _networks = [.. document.Lab?.List(F.Networks).Select(one => one.Name.Value) ?? []];
    private readonly HashSet<string> _nodes = [.. document.Nodes.SelectMany(node => node.Range.Value.Names)];

    public static void Check(Document document, Problems problems, IReadOnlyCollection<string> images, IReadOnlyCollection<string> roles) =>
        new References(document, problems, images, roles).Run();

    private void Run()
    {
        if (document.Defaults is { } defaults)
            Shared(defaults);
        foreach (var group in document.Groups.All.Values)
            Shared(group.Value);
        foreach (var entry in document.Entries)
        {
            Shared(entry.Section);
            foreach (var nic in entry.Section.Get(F.Nics)?.Value ?? [])
                One(nic.Value.Get(F.NicNetwork), "network", Codes.UnknownNetwork, _networks);
        }

        foreach (var service in document.Services.Values)
        {
            One(service.Value.Get(S.Group), "group", Codes.UnknownGroup, document.Groups.All.Keys);
            One(service.Value.Get(S.Host), "host", Codes.UnknownHost, document.ByHostName.Keys);
            Each(service.Value.List(S.DependsOn), "service", Codes.UnknownService, document.Services.Keys);
            var constraints = service.Value.Get(S.Constraints)?.Value;
            Each(constraints?.List(S.OnlyHosts) ?? [], "host", Codes.UnknownHost, document.ByHostName.Keys);
            Each(constraints?.List(S.OnlyRoles) ?? [], "role", Codes.UnknownRole, _roles);
        }
    }

    private void Shared(Section section)
    {
        Each(section.List(F.Groups), "group", Codes.UnknownGroup, document.Groups.All.Keys);
        Each(section.List(F.Roles), "role", Codes.UnknownRole, _roles);
        Each(section.List(F.Users), "user", Codes.UnknownUser, document.Users.Keys);
        Each(section.List(F.After), "VM", Codes.UnknownHost, document.ByHostName.Keys);
        One(section.Get(F.Template), "template", Codes.UnknownTemplate, _images);
        One(section.Get(F.Network), "network", Codes.UnknownNetwork, _networks);
        One(section.Get(F.Node), "node", Codes.UnknownNode, _nodes);
    }

    private void Each(IReadOnlyList<Sourced<string>> used, string what, string code, ICollection<string> known)
    {
        foreach (var one in used)
            One(one, what, code, known);
    }

    private void One(Sourced<string>? used, string what, string code, ICollection<string> known)
    {
        if (used is not { } name)
            return;
        if (known.Contains(name.Value))
        {
            if (what == "VM" && !document.ByHostName[name.Value].Entry.IsVirtual)
                problems.Error(code, name.Source, $"{Show.Value(name.Value)} is a physical host, which nobody starts", "wait for VMs only");
            return;
        }

        if (document.BrokenNames.Contains(name.Value) || IsLost(what) || (code is Codes.UnknownHost or Codes.UnknownNode && problems.Has(Codes.BadRange)))
            return;
        problems.Error(code, name.Source, Message(what, name.Value), Nearest.Hint(name.Value, known) ?? Way(what, name.Value, known));
    }

    private bool IsLost(string what) => what switch
    {
        "group" => document.IsLost(F.AllGroups),
        "user" => document.IsLost(F.AllUsers),
        "service" => document.IsLost(F.Services),
        "node" => document.IsLost(F.PhysicalHosts),
        "network" => document.Lab is null || document.Lab.PlaceOf(F.Networks) is null || !document.Lab.Has(F.Networks),
        "VM" or "host" => document.IsLost(F.Vms) || document.IsLost(F.PhysicalHosts),
        _ => false,
    };

    private string Message(string what, string name) => what switch
    {
        "node" when document.ByHostName.TryGetValue(name, out var host) =>
            $"{Show.Value(name)} (line {host.Entry.Range.Source.Line}) is not a hypervisor node{(host.Entry.IsVirtual ? " but a VM" : "")}",
        "template" => $"there is no template {Show.Value(name)}: images/ has no folder of that name",
        "host" or "VM" when document.Groups.All.ContainsKey(name) => $"{Show.Value(name)} is a group, but this key takes a {what}",
        "group" when document.ByHostName.ContainsKey(name) => $"{Show.Value(name)} is a host, but this key takes a group",
        _ => $"there is no {what} {Show.Value(name)}",
    };

    private static string Way(string what, string name, ICollection<string> known) => (what, known.Count) switch
    {
        (_, > 0) => $"the {what}s are {Show.Names([.. known], 12)}",
        ("template", _) => "images/ has no template yet",
        ("node", _) => "no host is of kind node; add one under hosts, or delete the key",
        ("network", _) => $"define it: lab: {{networks: {{{name}: …}}}}",
        ("role", _) => "there are no roles",
        ("VM" or "host", _) => "there are no VMs",
        _ => $"define it: {what}s: {{{name}: …}}",
    };
}

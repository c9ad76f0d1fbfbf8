using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Parameters;

/// <summary>Parameters that nobody would ever read, and what roles themselves find wrong.</summary>
internal static class ParameterChecks
{
    /// <summary>Parameters for a role that no host has which they would come to: a warning, since the role may be about to be given.</summary>
    public static void Unread(Document document, Problems problems)
    {
        var roles = new Dictionary<HostEntry, IReadOnlyList<Sourced<string>>>();
        var members = document.Entries.SelectMany(entry => entry.Groups, (entry, group) => (Group: group.Value, Entry: entry)).ToLookup(one => one.Group, one => one.Entry);
        Scope(document.Lab, "no host", document.Entries);
        Scope(document.Defaults, "no VM", document.Entries.Where(entry => entry.IsVirtual));
        foreach (var group in document.Groups.All.Values.Where(group => members.Contains(group.Name.Value)))
            Scope(group.Value, $"no host of {Show.Value(group.Name.Value)}", members[group.Name.Value]);
        foreach (var entry in document.Entries)
            Scope(entry.Section, entry.Shown, [entry]);

        void Scope(Section? section, string who, IEnumerable<HostEntry> entries)
        {
            foreach (var (role, _) in section?.List(F.Parameters) ?? [])
            {
                if (entries.Any(entry => entry.Named.Any(group => !document.Groups.All.ContainsKey(group.Value)) || Roles(entry).Any(one => one.Value == role.Value)))
                    continue;
                problems.Warning(Codes.UnreadParameters, role.Source, $"{who} has {(who.StartsWith('\'') ? "no" : "the")} role {role.Value}, so these parameters are for nobody", $"add {role.Value} to roles, or delete them");
            }
        }

        IReadOnlyList<Sourced<string>> Roles(HostEntry entry) => roles.TryGetValue(entry, out var known) ? known : roles[entry] = entry.Union(F.Roles);
    }

    /// <summary>What roles find wrong in values that came together; told at the value.</summary>
    public static void Own(LabInventory inventory, IReadOnlyCollection<RoleDescription> roles, Problems problems)
    {
        foreach (var role in roles.Where(role => role.Check is not null))
        {
            var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
            foreach (var host in inventory.Hosts)
            {
                if (!host.Parameters.TryGetValue(role.Name, out var values) || !seen.Add(values) || !host.Roles.Any(one => one.Value == role.Name))
                    continue;
                foreach (var (parameter, message, help) in role.Check!(values))
                    problems.Error(Codes.BadParameters, Place(values, parameter) ?? host.Roles.First(one => one.Value == role.Name).Source, $"{role.Name}: {message}", help);
            }
        }
    }

    // The parameter itself, or the nearest around it that was written.
    private static SourceSpan? Place(IReadOnlyDictionary<string, Sourced<object>> values, string parameter)
    {
        SourceSpan? place = null;
        foreach (var part in parameter.Split('.'))
        {
            if (!values.TryGetValue(part, out var value))
                return place ?? (values.Count > 0 ? values.Values.First().Source : null);
            place = value.Source;
            if (value.Value is not IReadOnlyDictionary<string, Sourced<object>> inner)
                return place;
            values = inner;
        }

        return place;
    }
}

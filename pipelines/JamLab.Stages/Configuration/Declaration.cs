using JamLab.Convergence;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Files;

namespace JamLab.Stages.Configuration;

/// <summary>From hosts, roles and plain files, which come last, to resources. Pure.</summary>
internal sealed class Declaration(IReadOnlyList<Role> catalog, Func<Host, RoleContext> context, Func<Host, IReadOnlyList<Resource>> files)
{
    private readonly Dictionary<string, Role> _roles = catalog.ToDictionary(role => role.Name);
    private readonly Dictionary<string, Rolling> _rolling = [];

    /// <summary>How roles roll, as far as the hosts declared so far have them.</summary>
    public IReadOnlyList<Rolling> Rolling => [.. _rolling.Values];

    /// <summary>A host's resources in order; the same resource wanted by two roles counts for the first. Two roles that want different things are a diagnostic.</summary>
    public (IReadOnlyList<Declared> Resources, IReadOnlyList<Declared> Afterwards) For(Host host, IReadOnlyList<string> only)
    {
        var wanted = new Dictionary<string, Declared>(StringComparer.Ordinal);
        var resources = new List<Declared>();
        var afterwards = new List<Declared>();
        // Declaring makes secrets and certificates, so only what is asked for is declared.
        foreach (var role in InOrder(host).Where(role => only.Count == 0 || only.Contains(role.Name)))
        {
            var plan = role.Declare(context(host));
            Add(host, role.Name, plan.Resources, resources, wanted);
            Add(host, role.Name, plan.Afterwards, afterwards, wanted);
            if (plan.Rolling is { } rolling)
                _rolling[role.Name] = rolling;
        }

        if (only.Count == 0 || only.Contains(FileTree.Role))
            Add(host, FileTree.Role, files(host), resources, wanted);
        return (resources, afterwards);
    }

    /// <summary>As the inventory lists them, but each behind those that it says it comes after.</summary>
    internal IReadOnlyList<Role> InOrder(Host host)
    {
        var listed = host.Roles.Select(role => role.Value).Distinct().Where(_roles.ContainsKey).Select(name => _roles[name]).ToList();
        var ordered = new List<Role>();
        void Visit(Role role)
        {
            if (ordered.Contains(role))
                return;
            foreach (var before in listed.Where(other => other != role && role.After.Contains(other.Name)))
                Visit(before);
            ordered.Add(role);
        }

        listed.ForEach(Visit);
        return ordered;
    }

    private static void Add(Host host, string role, IReadOnlyList<Resource> resources, List<Declared> all, Dictionary<string, Declared> wanted)
    {
        foreach (var resource in resources)
        {
            if (wanted.TryAdd(resource.Name, new Declared(role, resource)))
                all.Add(wanted[resource.Name]);
            else if (SameResource.Are(wanted[resource.Name].Resource, resource))
                continue;
            else if (role == FileTree.Role)
                throw new DiagnosticException("JAM0915", $"on '{host.Name}' the role {wanted[resource.Name].Role} makes {resource.Name}, and files/ has another one", "delete the one under files/, or take the role off the host");
            else
                throw new DiagnosticException("JAM0901", $"on '{host.Name}' the roles {wanted[resource.Name].Role} and {role} want different things of {resource.Name}", "give them parameters that agree, or take one of the roles off the host");
        }
    }
}

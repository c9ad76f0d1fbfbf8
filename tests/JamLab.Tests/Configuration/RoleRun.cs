using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Pki;
using JamLab.Tests.Inventory;

namespace JamLab.Tests.Configuration;

/// <summary>What roles declare for the hosts of an inventory, with secrets and certificates that are the same in every run.</summary>
internal static class RoleRun
{
    /// <summary>The role's plan for the first host of environments/home that has it; null when none has.</summary>
    public static RolePlan? Plan(Role role)
    {
        var inventory = EnvironmentTests.Load("home").Inventory!;
        return inventory.Hosts.FirstOrDefault(host => host.Roles.Any(one => one.Value == role.Name)) is { } host ? role.Declare(Context(host, inventory)) : null;
    }

    /// <summary>Three servers, vb0 to vb2, and two clients, vs0 and vs1; parameters as a mapping in flow style.</summary>
    public static InventoryResult Cluster(string parameters = "{}") => InventoryFile.Parse($$"""
        schema: 1
        lab:
          name: jamlab
          domain: jamfox.dev
          networks: { lan: { cidr: 192.168.10.0/24 } }
          parameters: {{parameters}}
        hypervisor: nspawn
        defaults: { template: debian-12, cores: 1, memory: 1GiB, disk: 8GiB }
        groups:
          vb: { roles: [consul, nomad, vault], server: true }
          vs: { roles: [consul, nomad, podman] }
        vms:
          vb[0..2]: { address: 192.168.10.120, groups: [vb] }
          vs[0..1]: { address: 192.168.10.130, groups: [vs] }
        """, "inventory.yml", Repository.Images, JamLab.Stages.Roles.Known);

    /// <summary>A role's plan for a host of <see cref="Cluster"/>.</summary>
    public static RolePlan Plan(Role role, string host, string parameters = "{}", ISecrets? secrets = null)
    {
        var read = Cluster(parameters);
        var inventory = read.Inventory ?? throw new InvalidOperationException(string.Join('\n', read.Diagnostics));
        return role.Declare(Context(inventory.Find(host)!, inventory, secrets));
    }

    public static RoleContext Context(Host host, LabInventory inventory, ISecrets? secrets = null) => new(host, inventory, secrets ?? new NamedSecrets(), new NamedCertificates(), IsRehearsal: false, ParameterBinder.Find);

    /// <summary>Each secret is its own name, so that approved files show where it goes.</summary>
    private sealed class NamedSecrets : ISecrets
    {
        public IReadOnlyCollection<Secret> Opened => [];

        public Secret GetOrCreate(string name, Func<Secret> make) => new($"<secret {name}>");
    }

    private sealed class NamedCertificates : ICertificates
    {
        public string AuthorityCertificate => "<certificate of the authority>\n";

        public Certificate For(string name, IReadOnlyList<string> dnsNames, IReadOnlyList<System.Net.IPAddress> addresses) =>
            new($"<certificate {name} for {string.Join(' ', dnsNames)} {string.Join(' ', addresses)}>\n", new Secret($"<key of {name}>\n"), DateTimeOffset.UnixEpoch);
    }
}

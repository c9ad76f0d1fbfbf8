using JamLab.Convergence;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Pki;
using JamLab.Tests.Inventory;
using Shouldly;

namespace JamLab.Tests.Configuration.Roles;

/// <summary>Roles of an inventory's hosts, with secrets and certificates that are the same in every run.</summary>
internal sealed class RoleLab(LabInventory inventory, bool isRehearsal = false)
{
    public static RoleLab Environment(string name, HypervisorKind? hypervisor = null)
    {
        var inventory = Parse(Repository.Inventory(name), $"environments/{name}/inventory.yml");
        return hypervisor is { } kind
            ? new RoleLab(inventory with { Hypervisor = inventory.Hypervisor with { Kind = inventory.Hypervisor.Kind with { Value = kind } } }, isRehearsal: true)
            : new RoleLab(inventory);
    }

    public static RoleLab Of(string yaml) => new(Parse(yaml, "inventory.yml"));

    public RolePlan Plan(string role, string host)
    {
        var found = inventory.Find(host).ShouldNotBeNull();
        return RoleCatalog.All.Single(one => one.Name == role).Declare(new RoleContext(found, inventory, new NamedSecrets(), new NoCertificates(), isRehearsal, ParameterBinder.Find));
    }

    public TResource Resource<TResource>(string role, string host, string name)
        where TResource : Resource =>
        Plan(role, host).Resources.OfType<TResource>().Single(resource => resource.Name == name);

    public string File(string role, string host, string path) =>
        Resource<JamLab.Convergence.Resources.File>(role, host, $"file {path}").Content.Reveal();

    private static LabInventory Parse(string yaml, string file)
    {
        var result = InventoryFile.Parse(yaml, file, Repository.Images, JamLab.Stages.Roles.Known);
        return result.Inventory.ShouldNotBeNull(string.Join('\n', result.Diagnostics));
    }

    // Each secret is its own name, so that approved texts show where it goes.
    private sealed class NamedSecrets : ISecrets
    {
        public IReadOnlyCollection<Secret> Opened => [];

        public Secret GetOrCreate(string name, Func<Secret> make) => new($"<{name}>");
    }

    private sealed class NoCertificates : ICertificates
    {
        public string AuthorityCertificate => "";

        public Certificate For(string name, IReadOnlyList<string> dnsNames, IReadOnlyList<System.Net.IPAddress> addresses) => throw new NotSupportedException();
    }
}

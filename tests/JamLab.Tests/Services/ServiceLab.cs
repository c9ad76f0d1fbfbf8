using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages.Services;
using JamLab.Tests.Inventory;
using Shouldly;

namespace JamLab.Tests.Services;

/// <summary>An inventory with three workers and the services of a test.</summary>
internal static class ServiceLab
{
    public static LabInventory Of(string services)
    {
        var result = InventoryFile.Parse($$"""
            schema: 1
            lab: { name: mylab, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/16 } } }
            hypervisor: nspawn
            defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }
            groups:
              vb: { roles: [consul, haproxy], server: true } # allow JAM0501
              vs: { roles: [consul, podman] }
            vms:
              vb0: { address: 10.77.0.120, groups: [vb] }
              vs[0..2]: { address: 10.77.0.130, groups: [vs] }
            services:
            {{services.ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal).Insert(0, "  ")}}
            """, "inventory.yml", Repository.Images, JamLab.Stages.Roles.Known);
        return result.Inventory.ShouldNotBeNull(string.Join('\n', result.Diagnostics));
    }

    public static Deployment Deployment(LabInventory inventory, string service, string version = "111111111111") =>
        new(inventory.Services[service], new ServiceDefinition(service, ServiceKind.Command, version), version, Placement.Of(inventory.Services[service], inventory));
}

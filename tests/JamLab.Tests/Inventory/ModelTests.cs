using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

public class ModelTests
{
    private const string Head = """
        schema: 1
        lab:
          name: mylab
          domain: lab.internal
          networks:
            lan: { cidr: 10.77.0.0/24, gateway: 10.77.0.1, dns: [10.77.0.53] }
            storage: { cidr: 10.78.0.0/16, vlan: 20 }
        hypervisor: nspawn
        defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB, roles: [base] }

        """;

    [Fact]
    public void The_nearest_layer_wins_and_lists_add_up()
    {
        var inventory = Load("""
            users: { jam: , bot: }
            groups:
              all: { memory: 1GiB, cores: 2, roles: [node-exporter], users: [jam] }
              vb: { groups: [all], memory: 2GiB, roles: [consul, node-exporter], server: true } # allow JAM0501
            vms:
              a: { address: 10.77.0.10 }
              b: { address: 10.77.0.11, groups: [vb] }
              c: { address: 10.77.0.12, groups: [vb], memory: 4GiB, roles: [vault, base], users: [bot] } # allow JAM0501
            """);
        Memory("a").ShouldBe("512MiB");
        Memory("b").ShouldBe("2GiB");
        Memory("c").ShouldBe("4GiB");
        inventory.Find("b")!.Machine!.Cores.Value.ShouldBe(2);
        Names(inventory.Find("c")!.Roles).ShouldBe("base node-exporter consul vault");
        Names(inventory.Find("c")!.Users).ShouldBe("jam bot");
        Names(inventory.Find("c")!.Groups).ShouldBe("all vb");
        inventory.Find("c")!.Server.ShouldBeTrue();
        inventory.Groups["all"].Hosts.ShouldBe(["b", "c"]);

        string Memory(string name) => inventory.Find(name)!.Machine!.Memory.ToString();
    }

    [Fact]
    public void A_value_remembers_the_line_that_gave_it()
    {
        var vm = Load("vms:\n  vb[0..2]:\n    address: 10.77.0.120\n    cores: 4\n").Find("vb2")!;
        vm.Machine!.Cores.Source.ShouldBe(new SourceSpan("inventory.yml", 13, 12, 1));
        vm.Machine.Memory.Source.Line.ShouldBe(9);
        vm.Name.Source.ShouldBe(new SourceSpan("inventory.yml", 11, 3, 8));
    }

    [Fact]
    public void A_range_counts_address_mac_and_id_up_also_over_a_byte()
    {
        var host = Load("vms:\n  n[0..300]:\n    address: 10.78.0.250\n    mac: 52:54:00:00:00:fe\n    vm_id: 200\n").Find("n300")!;
        host.Address.ToString().ShouldBe("10.78.2.38");
        host.Nics[0].Mac.Value.ShouldBe("52:54:00:00:02:2a");
        host.Nics[0].Network.Value.ShouldBe("storage");
        host.Nics[0].PrefixLength.ShouldBe(16);
        host.Machine!.VmId!.Value.Value.ShouldBe(500);
    }

    [Fact]
    public void A_host_with_two_interfaces_is_known_by_its_first()
    {
        var host = Load("vms:\n  nas:\n    nics:\n      - address: 10.78.0.5\n      - { address: 10.77.0.5, network: lan }\n").Find("nas")!;
        host.Address.ToString().ShouldBe("10.78.0.5");
        host.Nics.Select(nic => nic.Network.Value).ShouldBe(["storage", "lan"]);
        host.Nics.Select(nic => nic.Mac.Value).ShouldBeUnique();
    }

    [Fact]
    public void Derived_macs_are_local_unique_and_depend_on_nothing_but_the_names()
    {
        var one = Load("vms:\n  n[0..4999]:\n    address: 10.78.1.0\n");
        var macs = one.Hosts.Select(host => host.Nics[0].Mac.Value).ToList();
        macs.ShouldBeUnique();
        macs.ShouldAllBe(mac => mac.StartsWith("52:54:00:", StringComparison.Ordinal));
        var other = Load("vms:\n  n7:\n    address: 10.78.3.3\n    memory: 4GiB\n  first:\n    address: 10.77.0.9\n");
        other.Find("n7")!.Nics[0].Mac.Value.ShouldBe(one.Find("n7")!.Nics[0].Mac.Value);
    }

    [Fact]
    public void Disks_add_up_by_name_and_root_comes_first()
    {
        var disks = Load("groups:\n  db:\n    disks: { data: { size: 100GiB, storage: fast }, logs: 10GiB }\nvms:\n  db0:\n    address: 10.77.0.20\n    groups: [db]\n    disks: { data: 200GiB, root: 30GiB }\n").Find("db0")!.Machine!.Disks;
        string.Join(", ", disks.Select(disk => $"{disk.Name} {disk.Size}")).ShouldBe("root 30GiB, data 200GiB, logs 10GiB");
    }

    [Fact]
    public void Machines_come_in_start_order_then_as_written()
    {
        var inventory = Load("hosts:\n  nas0: { kind: nas, address: 10.77.0.66 }\nvms:\n  c: { address: 10.77.0.12, start_order: 2 }\n  a: { address: 10.77.0.10 }\n  b: { address: 10.77.0.11, after: [a], ready_within: 5m }\n");
        inventory.Machines.Select(host => host.Name.Value).ShouldBe(["a", "b", "c"]);
        inventory.Find("b")!.Machine!.After.Single().Value.ShouldBe("a");
        inventory.Find("b")!.Machine!.ReadyWithin!.Value.Value.ShouldBe(TimeSpan.FromMinutes(5));
        inventory.Find("nas0")!.Physical.ShouldBe(PhysicalKind.Nas);
        inventory.Find("nas0")!.Machine.ShouldBeNull();
        inventory.Find("nas0")!.Roles.ShouldBeEmpty();
    }

    [Fact]
    public void Aliases_share_what_they_stand_for()
    {
        var inventory = Load("vms:\n  a:\n    address: 10.77.0.10\n    disks: &disks { data: 10GiB }\n  b:\n    address: 10.77.0.11\n    disks: *disks\n");
        inventory.Find("b")!.Machine!.Disks.Count.ShouldBe(2);
    }

    [Fact]
    public void A_sealed_value_stays_closed_and_prints_as_stars()
    {
        var inventory = Load("vms: {}\n", Head.Replace("hypervisor: nspawn", "hypervisor:\n  kind: proxmox\n  token: !vault |\n    5b3c9a", StringComparison.Ordinal));
        inventory.Hypervisor.Token!.Reveal().ShouldBe("5b3c9a\n");
        inventory.Hypervisor.ToString().ShouldNotContain("5b3c9a");
    }

    [Fact]
    public void Services_get_the_labs_domain()
    {
        var service = Load("vms:\n  a: { address: 10.77.0.10 }\nservices:\n  web: { host: a, command: serve, host_names: [www, example.org, '*.apps'], port: 80 }\n").Services["web"];
        Names(service.HostNames).ShouldBe("www.lab.internal example.org *.apps.lab.internal");
    }

    [Theory]
    [InlineData("    # allow JAM0501: on purpose\n    roles: [consul]\n", 0)]
    [InlineData("    roles: [consul] # allow JAM0502 JAM0501\n", 0)]
    [InlineData("    roles: [consul] # allow JAM0502\n", 1)]
    public void A_warning_can_be_answered_where_it_stands(string roles, int left) =>
        InventoryFile.Parse(Head + "vms:\n  vb0:\n    address: 10.77.0.120\n    server: true\n" + roles, "inventory.yml", Repository.Images, SampleRoles.All).Diagnostics.Count.ShouldBe(left);

    private static LabInventory Load(string text, string head = Head)
    {
        var result = InventoryFile.Parse(head + text, "inventory.yml", Repository.Images, SampleRoles.All);
        result.Diagnostics.ShouldBeEmpty();
        return result.Inventory!;
    }

    private static string Names(IEnumerable<Sourced<string>> names) => string.Join(' ', names.Select(name => name.Value));
}

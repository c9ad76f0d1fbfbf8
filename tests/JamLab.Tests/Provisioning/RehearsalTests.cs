using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages;
using JamLab.Stages.Provisioning;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Provisioning;

public class RehearsalTests
{
    [Theory]
    [InlineData(HypervisorKind.Qemu)]
    [InlineData(HypervisorKind.Nspawn)]
    public void Every_host_of_the_home_lab_is_rehearsed(HypervisorKind kind)
    {
        var home = Rehearsal.Of(On(kind, Read(Repository.Inventory("home"))));
        Approved.Match(string.Concat(home.Machines.Select(Row)), "Rehearsal");
    }

    [Fact]
    public void On_Proxmox_physical_hosts_stay_physical()
    {
        var home = Read(Repository.Inventory("home"));
        Rehearsal.Of(home).ShouldBeSameAs(home);
        home.Machines.ShouldAllBe(host => host.Physical == null);
    }

    [Fact]
    public void A_lab_without_physical_hosts_is_rehearsed_as_it_is()
    {
        var local = Read(Repository.Inventory("local"));
        Rehearsal.Of(local).ShouldBeSameAs(local);
    }

    // Defaults of the lab: what a physical host takes of them.
    [Theory]
    [InlineData("template: debian-13", "debian-13 1 512MiB 8GiB")]
    [InlineData("template: debian-13\n  cores: 4\n  memory: 2GiB\n  disk: 50GiB", "debian-13 1 512MiB 8GiB")]
    [InlineData("template: debian-13\n  memory: 384MiB\n  disk: 4GiB", "debian-13 1 384MiB 4GiB")]
    [InlineData("users: [jam]", "debian-12 1 512MiB 8GiB")]
    public void It_is_small_and_no_larger_than_the_labs_own_machines(string defaults, string expected)
    {
        var lab = Read($"""
            schema: 1
            lab:
              name: local
              domain: lab.internal
              networks:
                lab:
                  cidr: 10.77.0.0/24
            hypervisor: nspawn
            users:
              jam: {"{}"}
            defaults:
              {defaults}
            hosts:
              nas0:
                kind: nas
                address: 10.77.0.66
            vms:
              vb0:
                template: debian-12
                cores: 2
                memory: 1GiB
                disk: 20GiB
                address: 10.77.0.120
            """);
        var nas = Rehearsal.Of(lab).Find("nas0")!;
        $"{nas.Machine!.Template} {nas.Machine.Cores} {nas.Machine.Memory} {nas.Machine.Disks.ShouldHaveSingleItem().Size}".ShouldBe(expected);
        nas.Physical.ShouldBe(PhysicalKind.Nas);
    }

    [Fact]
    public void Without_any_template_there_is_nothing_to_make_it_from()
    {
        var lab = Read("""
            schema: 1
            lab:
              name: local
              domain: lab.internal
              networks:
                lab:
                  cidr: 10.77.0.0/24
            hypervisor: nspawn
            hosts:
              nas0:
                kind: nas
                address: 10.77.0.66
            """);
        Rehearsal.Of(lab).Machines.ShouldBeEmpty();
    }

    private static string Row(Host host) =>
        $"{host.Name}: {host.Physical?.ToString() ?? "VM"}, {host.Address}, groups {Words(host.Groups)}, roles {Words(host.Roles)}, " +
        $"{host.Machine!.Template}, {host.Machine.Cores} cores, {host.Machine.Memory}, {string.Join(' ', host.Machine.Disks.Select(disk => $"{disk.Name} {disk.Size}"))}\n";

    private static string Words(IReadOnlyList<Sourced<string>> words) => words.Count == 0 ? "none" : string.Join(' ', words);

    private static LabInventory On(HypervisorKind kind, LabInventory inventory) =>
        inventory with { Hypervisor = inventory.Hypervisor with { Kind = inventory.Hypervisor.Kind with { Value = kind } } };

    private static LabInventory Read(string yaml)
    {
        var read = InventoryFile.Parse(yaml, "inventory.yml", Repository.Images, Roles.Known);
        return read.Inventory.ShouldNotBeNull(string.Join('\n', read.Diagnostics));
    }
}

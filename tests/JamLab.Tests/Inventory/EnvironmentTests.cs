using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

public class EnvironmentTests
{
    [Theory]
    [InlineData("home")]
    [InlineData("local")]
    public void The_repositorys_own_inventories_have_no_problem(string environment)
    {
        var result = Load(environment);
        result.Diagnostics.ShouldBeEmpty();
        result.Inventory.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("pve0", "192.168.10.100")]
    [InlineData("rpi0", "192.168.10.53")]
    [InlineData("rpi1", "192.168.10.80")]
    [InlineData("nas0", "192.168.10.66")]
    [InlineData("head", "192.168.10.10")]
    [InlineData("logmon", "192.168.10.50")]
    [InlineData("portainer", "192.168.10.111")]
    [InlineData("vb0", "192.168.10.120")]
    [InlineData("vb2", "192.168.10.122")]
    [InlineData("vs0", "192.168.10.130")]
    [InlineData("vs2", "192.168.10.132")]
    public void Home_has_every_host_at_its_address(string name, string address)
    {
        var host = Load("home").Inventory!.Find(name)!;
        host.Address.ToString().ShouldBe(address);
        host.Fqdn.ShouldBe($"{name}.jamfox.dev");
    }

    [Theory]
    [InlineData("vb1", 4, 12, 150)]
    [InlineData("vs2", 4, 12, 150)]
    [InlineData("head", 2, 1, 50)]
    public void Home_machines_have_their_sizes(string name, int cores, int memory, int disk)
    {
        var machine = Load("home").Inventory!.Find(name)!.Machine!;
        machine.Cores.Value.ShouldBe(cores);
        machine.Memory.Value.ShouldBe(ByteSize.FromGiB(memory));
        machine.Disks.Single().Size.Value.ShouldBe(ByteSize.FromGiB(disk));
        machine.Node!.Value.Value.ShouldBe("pve0");
    }

    [Fact]
    public void Local_is_three_small_machines_on_this_computer()
    {
        var inventory = Load("local").Inventory!;
        inventory.Hypervisor.Kind.Value.ShouldBe(HypervisorKind.Qemu);
        inventory.Machines.Select(host => host.Name.Value).ShouldBe(["dns0", "vb0", "vs0"]);
        inventory.Machines.Sum(host => host.Machine!.Memory.Value.MiB).ShouldBeLessThanOrEqualTo(2560);
        inventory.Users["jam"].Sudo.ShouldBeTrue();
        inventory.Find("vb0")!.Roles.Select(role => role.Value).ShouldBe(["base", "consul", "haproxy"]);
    }

    internal static InventoryResult Load(string environment) =>
        InventoryFile.Parse(Repository.Inventory(environment), $"environments/{environment}/inventory.yml", Repository.Images, Roles.Known);
}

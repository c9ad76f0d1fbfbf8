using JamLab.Inventory;
using JamLab.Tests.Inventory;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Roles;

public class MistakeTests
{
    [Theory]
    [InlineData("base: { reboot_at: \"25:00\" }", "'25:00' is no time of day")]
    [InlineData("base: { resolvers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4] }", "4 name servers, and the C library asks three")]
    [InlineData("base: { removed_users: [pi, jamlab] }", "'jamlab' is the account that JamLab itself logs in with")]
    [InlineData("base: { time_service: ntpd }", "'ntpd'")]
    [InlineData("dns: { records: { \"*.apps\": a } }", "'*.apps' leads to 'a', and dnsmasq has no aliases for all names of a kind")]
    [InlineData("nfs: { exports: { srv: {} } }", "'srv' is no path that can be exported")]
    [InlineData("nfs: { exports: { /srv: { mode: \"999\" } } }", "'999' is no mode")]
    [InlineData("nfs: { mounts: { /mnt/my-media: { from: \"nas0:/srv\" } } }", "nothing can be mounted at '/mnt/my-media'")]
    [InlineData("nfs: { mounts: { /mnt/media: { from: nas0 } } }", "'nas0' is no directory of a host")]
    [InlineData("node-exporter: { port: 70000 }", "70000")]
    public void A_mistake_in_a_parameter_is_told(string parameters, string message)
    {
        var result = InventoryFile.Parse($$"""
            schema: 1
            lab:
              name: test
              domain: lab.example
              networks:
                lan: { cidr: 192.168.10.0/24 }
            hypervisor: qemu
            hosts:
              a:
                kind: other
                address: 192.168.10.10
                roles: [base, dns, nfs, node-exporter]
                parameters:
                  {{parameters}}
            """, "inventory.yml", Repository.Images, JamLab.Stages.Roles.Known);
        var diagnostic = result.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Message.ShouldContain(message);
        diagnostic.Place.ShouldNotBeNull().Line.ShouldBe(14);
    }
}

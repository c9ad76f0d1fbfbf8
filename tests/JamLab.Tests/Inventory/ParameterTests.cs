using JamLab.Inventory;
using JamLab.Inventory.Model;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

using Values = IReadOnlyDictionary<string, Sourced<object>>;

public class ParameterTests
{
    private const string Head = """
        schema: 1
        lab:
          name: mylab
          domain: lab.internal
          networks: { lan: { cidr: 10.77.0.0/24 } }
          parameters: { consul: { datacenter: of-lab, expect: 1, ui: true } }
        hypervisor: nspawn
        defaults:
          { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB, parameters: { consul: { datacenter: of-defaults, log_level: info } } }
        groups:
          far: { parameters: { consul: { datacenter: of-far, expect: 2 } } }
          near: { groups: [far], roles: [consul], server: true, parameters: { consul: { datacenter: of-near } } } # allow JAM0501

        """;

    [Theory]
    [InlineData("plain", "of-defaults", 1)]
    [InlineData("grouped", "of-near", 2)]
    [InlineData("own", "of-own", 2)]
    [InlineData("physical", "of-lab", 1)]
    public void A_parameter_is_what_the_nearest_layer_says(string host, string datacenter, int expect)
    {
        var consul = Load("""
            hosts:
              physical: { kind: nas, address: 10.77.0.9, roles: [consul] }
            vms:
              plain: { address: 10.77.0.10, roles: [consul] }
              grouped: { address: 10.77.0.11, groups: [near] }
              own: { address: 10.77.0.12, groups: [near], parameters: { consul: { datacenter: of-own } } }
            """).Find(host)!.Parameters["consul"];
        consul["datacenter"].Value.ShouldBe(datacenter);
        consul["expect"].Value.ShouldBe(expect);
        consul["ui"].Value.ShouldBe(true);
        consul.ContainsKey("log_level").ShouldBe(host != "physical");
    }

    [Fact]
    public void A_value_remembers_the_line_that_gave_it()
    {
        var consul = Load("vms:\n  own: { address: 10.77.0.12, groups: [near] }\n").Find("own")!.Parameters["consul"];
        consul["expect"].Source.Line.ShouldBe(11);
        consul["datacenter"].Source.Line.ShouldBe(12);
    }

    [Fact]
    public void Every_kind_of_value_arrives_as_its_type()
    {
        var consul = Load("""
            vms:
              own:
                address: 10.77.0.12
                groups: [near]
                parameters:
                  consul:
                    reap_after: 1h30m
                    cache: 12MiB
                    upstream: 10.77.0.1
                    trusted: [10.0.0.0/8, 10.77.0.0/24]
                    source: { archive: "https://nas0/consul.zip", sha256: 00ff }
                    mirrors: [{ archive: "http://a/consul.zip" }, { archive: "http://b/consul.zip" }]
                    tags: { rack.unit: 4, colour: dark red }
                    limits: { head: 7 }
                    gossip_key: !vault sealed
            """).Find("own")!.Parameters["consul"];
        consul["reap_after"].Value.ShouldBe(TimeSpan.FromMinutes(90));
        consul["cache"].Value.ShouldBe(ByteSize.FromMiB(12));
        consul["upstream"].Value.ToString().ShouldBe("10.77.0.1");
        ((IReadOnlyList<Sourced<object>>)consul["trusted"].Value).Select(one => one.ToString()).ShouldBe(["10.0.0.0/8", "10.77.0.0/24"]);
        ((Values)consul["source"].Value)["archive"].Value.ShouldBe(new Uri("https://nas0/consul.zip"));
        ((IReadOnlyList<Sourced<object>>)consul["mirrors"].Value).Select(one => ((Values)one.Value)["archive"].ToString()).ShouldBe(["http://a/consul.zip", "http://b/consul.zip"]);
        ((Values)consul["tags"].Value).ToDictionary(one => one.Key, one => one.Value.Value).ShouldBe(new Dictionary<string, object> { ["rack.unit"] = "4", ["colour"] = "dark red" });
        ((Values)consul["limits"].Value)["head"].Value.ShouldBe(7);
        ((Secret)consul["gossip_key"].Value).Reveal().ShouldBe("sealed");
    }

    [Fact]
    public void A_mapping_is_replaced_as_a_whole_by_a_nearer_layer()
    {
        var result = Load("""
              source: { parameters: { consul: { source: { archive: "http://a/b.zip", sha256: ff } } } }
            vms:
              own: { address: 10.77.0.12, groups: [source, near], parameters: { consul: { source: { sha256: ee } } } }
            """);
        ((Values)result.Find("own")!.Parameters["consul"]["source"].Value).Keys.ShouldBe(["sha256"]);
    }

    private static LabInventory Load(string text)
    {
        var result = InventoryFile.Parse(Head + text, "inventory.yml", Repository.Images, SampleRoles.All);
        result.Diagnostics.Where(one => one.Severity == JamLab.Inventory.Diagnostics.Severity.Error).ShouldBeEmpty();
        return result.Inventory!;
    }
}

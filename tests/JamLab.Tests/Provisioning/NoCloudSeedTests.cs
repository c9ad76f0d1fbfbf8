using System.Text.Json;
using JamLab.Stages.Provisioning.Seeds;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using NJsonSchema;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Provisioning;

public class NoCloudSeedTests
{
    public static TheoryData<string, string> Machines { get; } = new()
    {
        { "qemu", "dns0" },
        { "qemu", "vb0" },
        { "nspawn", "dns0" },
        { "nspawn", "vb0" },
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_is_told_who_it_is(string hypervisor, string machine)
    {
        var seed = Seed(hypervisor, machine);
        Approved.Match(
            $"=== meta-data\n{seed.MetaData}=== user-data\n{seed.UserData}=== network-config\n{seed.NetworkConfig}", $"Seed-{hypervisor}-{machine}");
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task What_a_machine_is_told_is_valid_to_cloud_init(string hypervisor, string machine)
    {
        var schema = await CloudInitSchema();
        var text = Seed(hypervisor, machine).UserData;
        text.ShouldStartWith("#cloud-config\n");
        schema.Validate(text["#cloud-config\n".Length..]).Select(error => error.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public async Task That_schema_finds_what_is_wrong()
    {
        var schema = await CloudInitSchema();
        var broken = Seed("qemu", "vb0").UserData.Replace("\"hostname\": \"vb0\"", "\"hostname\": 7", StringComparison.Ordinal);
        schema.Validate(broken["#cloud-config\n".Length..]).ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Only_user_data_holds_secrets(string hypervisor, string machine)
    {
        var seed = Seed(hypervisor, machine);
        seed.UserData.ShouldContain($"the private key of {machine}");
        seed.MetaData.ShouldNotContain("private key");
        seed.NetworkConfig.ShouldNotContain("private key");
        seed.UserData.ShouldNotContain("the private key of login");
    }

    [Fact]
    public void Every_file_is_JSON_which_is_YAML_without_its_traps()
    {
        var seed = Seed("qemu", "vb0");
        foreach (var text in new[] { seed.MetaData, seed.UserData.Replace("#cloud-config\n", "", StringComparison.Ordinal), seed.NetworkConfig })
            using (var json = JsonDocument.Parse(text))
                json.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public void The_same_machine_has_the_same_identity() => Seed("qemu", "vb0").Identity.ShouldBe(Seed("qemu", "vb0").Identity);

    public static TheoryData<string, string, string> Changes { get; } = new()
    {
        { "address", "10.77.0.120", "10.77.0.121" },
        { "domain", "lab.internal", "other.internal" },
        { "prefix", "10.77.0.0/24", "10.77.0.0/25" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Who_is_another_machine_in_the_network_is_configured_anew(string what, string before, string after) =>
        Seed("qemu", "vb0", Lab.Small.Replace(before, after, StringComparison.Ordinal)).Identity.ShouldNotBe(Seed("qemu", "vb0").Identity, what);

    [Theory]
    [InlineData("memory: 1GiB", "memory: 2GiB")]
    [InlineData("shell: /bin/sh", "shell: /bin/bash")]
    [InlineData("cores: 2", "cores: 4")]
    [InlineData("Europe/Berlin", "Etc/UTC")]
    public void Anything_else_is_no_reason_to_configure_it_anew(string before, string after) =>
        Seed("qemu", "vb0", Lab.Small.Replace(before, after, StringComparison.Ordinal)).Identity.ShouldBe(Seed("qemu", "vb0").Identity);

    private static async Task<JsonSchema> CloudInitSchema()
    {
        var oracle = Path.Combine(Repository.Root, "..", "shared", "oracles", "cloud-init", "schema-cloud-config-v1.json");
        Assert.SkipUnless(File.Exists(oracle), "needs cloud-init's schema, schema-cloud-config-v1.json, beside the repository in shared/oracles/cloud-init");
        // The schema says that it is draft 4, where NJsonSchema looks for definitions, and takes a dot in their names for a step in a path.
        var text = await File.ReadAllTextAsync(oracle, TestContext.Current.CancellationToken);
        return await JsonSchema.FromJsonAsync(text
            .Replace("$defs", "definitions", StringComparison.Ordinal)
            .Replace("users_groups.", "users_groups_", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private static NoCloudSeed Seed(string hypervisor, string machine, string yaml = Lab.Small)
    {
        using var lab = new Lab(yaml, hypervisor);
        var uplink = hypervisor == "nspawn" ? NoCloudSeed.Uplink.Nspawn : NoCloudSeed.Uplink.Qemu;
        return NoCloudSeed.For(lab.Inventory.Find(machine)!, lab.Inventory, uplink, Lab.KnownKey("login"), Lab.KnownKey(machine));
    }
}

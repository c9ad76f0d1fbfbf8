using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using JamLab.Inventory.Model;
using JamLab.Stages.Ssh;

namespace JamLab.Stages.Provisioning.Seeds;

/// <summary>
/// What a machine is told at its first boot (cloud-init's NoCloud data source): name, accounts, host key, static addresses. Written as JSON,
/// which is YAML without its traps. <see cref="UserData"/> holds the private host key.
/// </summary>
public sealed record NoCloudSeed(string Identity, string MetaData, string UserData, string NetworkConfig)
{
    /// <summary>
    /// How a machine reaches the outside, and what its interfaces are called: QEMU's and slirp4netns' user networks have the same gateway and DNS
    /// server. cloud-init matches by name whatever else is asked for, so that in QEMU it also has to give the names.
    /// </summary>
    public sealed record Uplink(string Name, string? Mac, string Address, Func<int, string> LabName)
    {
        public static readonly Uplink Qemu = new("eth0", "52:54:00:00:00:01", "10.0.2.15/24", index => $"eth{index + 1}");
        public static readonly Uplink Nspawn = new("tap0", null, "10.0.2.100/24", index => $"lab{index}");
    }

    public static NoCloudSeed For(Host host, LabInventory inventory, Uplink uplink, Ed25519KeyPair login, Ed25519KeyPair hostKey)
    {
        var networkConfig = NetworkConfigFor(host, inventory, uplink);
        // Another identity makes cloud-init configure the machine anew: what it depends on is who the machine is in the network.
        var identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{host.Fqdn}\n{networkConfig}\n{hostKey.PublicKey}")))[..16];
        var metaData = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["instance-id"] = $"{host.Name}-{identity}",
            ["local-hostname"] = host.Name.Value,
        }, SeedJson.Default.DictionaryStringObject);
        return new NoCloudSeed(identity, metaData + "\n", $"#cloud-config\n{UserDataFor(host, inventory, login, hostKey)}\n", networkConfig + "\n");
    }

    private static string UserDataFor(Host host, LabInventory inventory, Ed25519KeyPair login, Ed25519KeyPair hostKey)
    {
        var admin = new Dictionary<string, object>
        {
            ["name"] = EnvironmentKeys.AdminUser,
            ["gecos"] = "JamLab",
            ["shell"] = "/bin/bash",
            ["lock_passwd"] = true,
            ["sudo"] = "ALL=(ALL) NOPASSWD:ALL",
            ["ssh_authorized_keys"] = new[] { login.PublicKey },
        };
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["hostname"] = host.Name.Value,
            ["fqdn"] = host.Fqdn,
            ["manage_etc_hosts"] = true,
            ["timezone"] = inventory.Lab.TimeZone.Value,
            ["disable_root"] = true,
            ["ssh_pwauth"] = false,
            ["ssh_deletekeys"] = true,
            ["ssh_keys"] = new Dictionary<string, string>
            {
                ["ed25519_private"] = hostKey.PrivateKey.Reveal(),
                ["ed25519_public"] = hostKey.PublicKey,
            },
            ["users"] = host.Users.Select(name => Account(inventory.Users[name.Value])).Prepend(admin).ToArray(),
        }, SeedJson.Default.DictionaryStringObject);
    }

    private static Dictionary<string, object> Account(User user)
    {
        var account = new Dictionary<string, object>
        {
            ["name"] = user.Name.Value,
            ["shell"] = user.Shell?.Value ?? "/bin/bash",
            ["lock_passwd"] = true,
        };
        if (user.Sudo)
            account["sudo"] = "ALL=(ALL) NOPASSWD:ALL";
        if (user.Keys.Count > 0)
            account["ssh_authorized_keys"] = user.Keys.Select(key => key.Value).ToArray();
        return account;
    }

    private static string NetworkConfigFor(Host host, LabInventory inventory, Uplink uplink)
    {
        var ethernets = new Dictionary<string, object>
        {
            [uplink.Name] = new Dictionary<string, object>(Naming(uplink.Name, uplink.Mac))
            {
                ["addresses"] = new[] { uplink.Address },
                ["routes"] = new[] { new Dictionary<string, string> { ["to"] = "0.0.0.0/0", ["via"] = "10.0.2.2" } },
                ["nameservers"] = new Dictionary<string, string[]> { ["addresses"] = ["10.0.2.3"], ["search"] = [inventory.Lab.Domain.Value] },
            },
        };
        for (var index = 0; index < host.Nics.Count; index++)
        {
            var nic = host.Nics[index];
            var name = uplink.LabName(index);
            ethernets[name] = new Dictionary<string, object>(Naming(name, uplink.Mac is null ? null : nic.Mac.Value))
            {
                ["addresses"] = new[] { $"{nic.Address}/{nic.PrefixLength}" },
            };
        }

        return JsonSerializer.Serialize(new Dictionary<string, object> { ["version"] = 2, ["ethernets"] = ethernets }, SeedJson.Default.DictionaryStringObject);
    }

    private static Dictionary<string, object> Naming(string name, string? mac) =>
        mac is null ? [] : new() { ["match"] = new Dictionary<string, string> { ["macaddress"] = mac }, ["set-name"] = name };
}

/// <summary>Every type that stands in a seed.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, object>))]
[JsonSerializable(typeof(Dictionary<string, object>[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>[]))]
[JsonSerializable(typeof(Dictionary<string, string[]>), TypeInfoPropertyName = "Lists")]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
internal sealed partial class SeedJson : JsonSerializerContext;

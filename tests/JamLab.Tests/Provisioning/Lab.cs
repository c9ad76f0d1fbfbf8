using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using JamLab.Tests.Support;
using Shouldly;

namespace JamLab.Tests.Provisioning;

/// <summary>A throw-away environment with its inventory and without machines.</summary>
internal sealed class Lab : IDisposable
{
    public const string Small = """
        schema: 1
        lab:
          name: local
          domain: lab.internal
          time_zone: Europe/Berlin
          networks:
            lab:
              cidr: 10.77.0.0/24
            storage:
              cidr: 10.78.0.0/16
        hypervisor: qemu
        users:
          jam:
            sudo: true
            keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGAGjEdxZXL12uFYD5GkTGiEWj16TYlr75tyFoFs+Lp7 jam@desk]
          guest:
            shell: /bin/sh
        defaults:
          template: debian-12
          cores: 1
          memory: 512MiB
          disk: 8GiB
          users: [jam]
          roles: [base]
        groups:
          vb:
            roles: [consul] # allow JAM0501: one is enough here
            server: true
            memory: 1GiB
            cores: 2
        vms:
          dns0:
            address: 10.77.0.53
            users: [guest]
            roles: [dns]
          vb0:
            groups: [vb]
            nics:
              - address: 10.77.0.120
              - network: storage
                address: 10.78.0.120
            disks:
              root: 20GiB
              data: 1GiB
        """;

    private readonly TemporaryFolder _folder = new();

    public Lab(string yaml = Small, string hypervisor = "qemu")
    {
        var read = InventoryFile.Parse(yaml.Replace("hypervisor: qemu", $"hypervisor: {hypervisor}", StringComparison.Ordinal), "inventory.yml", ["debian-12"], Roles.Known);
        Inventory = read.Inventory.ShouldNotBeNull(string.Join('\n', read.Diagnostics));
        Paths = new LabPaths(_folder.Path, "local", _folder / "cache");
        PrivateFiles.CreateFolder(Paths.State);
    }

    public LabInventory Inventory { get; }

    public LabPaths Paths { get; }

    /// <summary>A key pair that anybody may know.</summary>
    public static Ed25519KeyPair KnownKey(string comment) =>
        new($"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGAGjEdxZXL12uFYD5GkTGiEWj16TYlr75tyFoFs+Lp7 {comment}", new Secret($"the private key of {comment}\n"));

    public void Dispose() => _folder.Dispose();
}

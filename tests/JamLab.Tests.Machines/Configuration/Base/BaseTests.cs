using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration.Base;

/// <summary>The roles base and dns on three machines: a name server and two others.</summary>
[Collection("containers")]
public sealed class BaseTests(Repository repository)
{
    private const string Inventory = """
        schema: 1
        lab:
          name: t
          domain: lab.internal
          time_zone: Europe/Tallinn
          networks:
            lab: { cidr: 10.77.0.0/24 }
        hypervisor: nspawn
        users:
          ada: { sudo: true, keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGAGjEdxZXL12uFYD5GkTGiEWj16TYlr75tyFoFs+Lp7 ada@desk] }
          bob: { shell: /bin/sh }
        defaults:
          template: debian-12
          cores: 1
          memory: 512MiB
          disk: 8GiB
          users: [ada, bob]
          roles: [base]
          parameters:
            base: { tools: [jq], automatic_upgrades: none }
        vms:
          dns0:
            address: 10.77.0.53
            roles: [dns]
            parameters:
              dns: { records: { www: a0, "*.apps": 10.77.0.99 } }
          a0: { address: 10.77.0.10 }
          b0: { address: 10.77.0.11 }
        services:
          wiki: { host: a0, host_names: [wiki], command: serve, port: 80 }
        """;

    private static readonly (string Name, string Address)[] Hosts = [("dns0", "10.77.0.53"), ("a0", "10.77.0.10"), ("b0", "10.77.0.11")];

    [Fact]
    public async Task Every_host_knows_every_host_and_nobody_is_locked_out()
    {
        await using var lab = TestLab.Nspawn(repository);
        File.WriteAllText(lab.Inventory, Inventory);
        await lab.SucceedAsync("ConfigureBase");
        await NothingIsLeftAsync(lab);
        foreach (var (name, address) in Hosts)
            await LooksRightAsync(lab, name, address);

        // A user who left the inventory, sshd under other rules, and a name server that is restarted and waited for.
        await lab.SshAsync("a0", "sudo touch /home/bob/kept");
        lab.EditInventory("users: [ada, bob]", "users: [ada]");
        lab.EditInventory("tools: [jq]", "tools: [jq], sshd_options: [AllowTcpForwarding no]");
        lab.EditInventory("records: { www: a0,", "cache_size: 50, records: { www: b0,");
        await lab.SucceedAsync("ConfigureBase");
        // Asked, changed, confirmed by a second connection because of sshd, and waited for because of the name server.
        ConfigurationReport.Last(lab).Hosts.Select(host => (host.Host, host.RoundTrips)).ShouldBe([("dns0", 4), ("a0", 3), ("b0", 3)]);
        await NothingIsLeftAsync(lab);
        (await SaysAsync(lab, "a0", "getent ahostsv4 www | cut -d' ' -f1 | uniq")).ShouldBe(["10.77.0.11"]);
        foreach (var (name, _) in Hosts)
            (await SaysAsync(lab, name, "getent passwd bob || echo gone; id -un; sudo cat /var/lib/jamlab/users; sudo sshd -T | grep -i allowtcpforwarding; ls -A /etc/ssh/sshd_config.d"))
                .ShouldBe(["gone", "jamlab", "ada", "allowtcpforwarding no", "10-jamlab.conf"]);
        (await SaysAsync(lab, "a0", "ls /home; sudo sh -c 'ls /home/bob.left-*'")).ShouldSatisfyAllConditions(
            said => said.ShouldNotContain("bob"),
            said => said[^1].ShouldBe("kept"));

        // What a boot writes anew, such as cloud-init's /etc/hosts, is what it was.
        await NothingIsLeftAsync(lab);
    }

    private static async Task NothingIsLeftAsync(TestLab lab)
    {
        var again = await lab.SucceedAsync("ConfigureBase", "--skip");
        again.Out.ShouldContain("nothing to change");
        ConfigurationReport.Last(lab).Hosts.ShouldAllBe(host => host.RoundTrips == 1);
    }

    private static async Task LooksRightAsync(TestLab lab, string name, string address)
    {
        var said = await SaysAsync(lab, name, $"""
            hostname; hostname -f; date +%Z
            for one in {string.Join(' ', Hosts.Select(host => host.Name))} wiki www some.apps; do echo "$one $(getent ahostsv4 $one | head -n 1 | cut -d' ' -f1)"; done
            for one in {string.Join(' ', Hosts.Select(host => host.Address))}; do echo "$(getent hosts $one | tr -s ' ' | cut -d' ' -f2)"; done
            sudo sshd -T | grep -E '^(permitrootlogin|passwordauthentication|x11forwarding) '
            sudo -l -U ada | grep -c NOPASSWD
            sudo -l -U bob | grep -c NOPASSWD
            """);
        said.ShouldBe(
        [
            name, $"{name}.lab.internal", "EET",
            .. Hosts.Select(host => $"{host.Name} {host.Address}"), "wiki 10.77.0.10", "www 10.77.0.10", "some.apps 10.77.0.99",
            .. Hosts.Select(host => $"{host.Name}.lab.internal"),
            "permitrootlogin no", "passwordauthentication no", "x11forwarding no",
            "1", "0",
        ], address);
    }

    // What the machine prints, without what the run around it says.
    private static async Task<string[]> SaysAsync(TestLab lab, string machine, string script) =>
        [.. (await lab.SshAsync(machine, $"{{\n{script}\n}} | sed 's/^/: /'")).Split('\n').Where(line => line.StartsWith(": ", StringComparison.Ordinal)).Select(line => line[2..])];
}

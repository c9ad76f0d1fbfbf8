using JamLab.Tests.Machines.Configuration.Consul;
using JamLab.Tests.Machines.Lab.Support;
using JamLab.Tests.Machines.Services;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>Whole labs, from nothing to configured and looked at from their own machines.</summary>
[Collection("containers")]
public sealed class LabTests(Repository repository)
{
    private const string OlderConsul =
        $$"""
          parameters:
            consul:
              source: {{ConsulOfDebian.Source}}

        """;

    // All but Nomad and Vault, which cannot be installed where these tests run.
    private static readonly string[] RolesOfHome = ["--role", "base", "dns", "consul", "haproxy", "proxmox", "node-exporter", "nfs", "podman"];

    [Fact]
    public async Task The_local_lab_is_configured_from_nothing_and_a_second_run_changes_nothing_in_one_round_trip_a_host()
    {
        await using var lab = TestLab.Nspawn(repository);
        await TheLocalLab(lab, TimeSpan.FromSeconds(90));
    }

    // A quarter of an hour under emulation.
    [Fact(Explicit = true)]
    public async Task The_local_lab_is_the_same_on_emulated_machines()
    {
        await using var lab = TestLab.Qemu(repository);
        await TheLocalLab(lab, TimeSpan.FromMinutes(6));
    }

    private static async Task TheLocalLab(TestLab lab, TimeSpan boot)
    {
        // README's two commands.
        (await lab.SucceedAsync()).Out.ShouldContain("https://echo.lab.internal/index.html: 10.77.0.120 answers with status 200");
        (await lab.SshAsync("vs0", "sudo curl --cacert /etc/consul.d/tls/ca.crt https://echo.lab.internal/")).Trim().ShouldNotBeEmpty();
        await ChangesNothing(lab, 3);

        await KnowsEveryName(lab, ["dns0", "vb0", "vs0"], ["10.77.0.53 dns0.lab.internal", "10.77.0.120 vb0.lab.internal", "10.77.0.130 vs0.lab.internal"]);
        await IsOneCluster(lab, "vb0", voters: 1, members: 2);
        (await lab.SshAsync("dns0", "getent -s hosts:dns hosts consul.service.consul")).ShouldContain("10.77.0.120");
        await AnswersOverTls(lab, "vs0", "vb0.lab.internal");

        // A machine that was switched off and on is what it was.
        await Reboot(lab, "vb0", boot);
        await Eventually.So(() => Has(lab, "vb0", "consul operator raft list-peers 2>/dev/null || curl -fs http://127.0.0.1:8500/v1/status/leader", "10.77.0.120:8300"), TimeSpan.FromSeconds(60));
        await AnswersOverTls(lab, "vs0", "vb0.lab.internal");
        await ChangesNothing(lab, 3);
    }

    [Fact]
    public async Task The_whole_home_lab_is_rehearsed_with_its_physical_hosts()
    {
        await using var lab = TestLab.Nspawn(repository, from: "home");
        lab.EditInventory("  parameters:\n    haproxy:\n      tls_services: [portainer]\n", OlderConsul);
        HomeServices.Want(lab);
        await lab.SucceedAsync(["ConfigureBase", .. RolesOfHome]);
        await ChangesNothing(lab, 13, RolesOfHome);

        string[] hosts = ["pve0", "rpi0", "rpi1", "nas0", "head", "logmon", "portainer", "vb0", "vb1", "vb2", "vs0", "vs1", "vs2"];
        await KnowsEveryName(lab, hosts, [
            "192.168.10.100 pve0.jamfox.dev", "192.168.10.53 rpi0.jamfox.dev", "192.168.10.80 rpi1.jamfox.dev", "192.168.10.66 nas0.jamfox.dev", "192.168.10.10 head.jamfox.dev",
            "192.168.10.50 logmon.jamfox.dev", "192.168.10.111 portainer.jamfox.dev", "192.168.10.120 vb0.jamfox.dev", "192.168.10.121 vb1.jamfox.dev", "192.168.10.122 vb2.jamfox.dev",
            "192.168.10.130 vs0.jamfox.dev", "192.168.10.131 vs1.jamfox.dev", "192.168.10.132 vs2.jamfox.dev"]);
        await IsOneCluster(lab, "vb1", voters: 3, members: 6);
        foreach (var proxy in new[] { "rpi1", "vb0", "vb1", "vb2" })
            await AnswersOverTls(lab, "vb2", $"{proxy}.jamfox.dev");

        await HomeServices.AnswerAsync(lab, RolesOfHome);

        // A server is gone for a moment: the others go on, and it comes back by itself.
        await Reboot(lab, "vb2", TimeSpan.FromSeconds(90));
        await Eventually.So(() => Has(lab, "vb0", "consul members", "vb2", "192.168.10.122:8301  alive"), TimeSpan.FromSeconds(90));
        await IsOneCluster(lab, "vb2", voters: 3, members: 6);
        await ChangesNothing(lab, 13, RolesOfHome);
    }

    private static async Task ChangesNothing(TestLab lab, int hosts, params string[] options)
    {
        var run = await lab.SucceedAsync(["ConfigureBase", .. options]);
        run.Out.ShouldContain("Changed: nothing to change");
        var report = ConfigurationReport.Last(lab);
        report.Hosts.Count.ShouldBe(hosts);
        report.Hosts.ShouldAllBe(host => host.Outcome == "unchanged" && host.RoundTrips == 1);
    }

    /// <summary>Asks the lab's name servers, not /etc/hosts, from each host for each.</summary>
    private static async Task KnowsEveryName(TestLab lab, string[] from, string[] addresses)
    {
        var names = string.Join(' ', addresses.Select(one => one.Split(' ')[1]));
        foreach (var host in from)
        {
            var answers = await lab.SshAsync(host, $"for name in {names}; do getent -s hosts:dns ahostsv4 $name | head -n 1; done");
            foreach (var address in addresses)
                answers.ShouldContain(address.Split(' ')[0] + " ", customMessage: $"{host} does not know {address}");
        }
    }

    private static async Task IsOneCluster(TestLab lab, string server, int voters, int members)
    {
        var token = "sudo grep -ohE '(master|initial_management) *= *\"[^\"]+' /etc/consul.d/consul.hcl | cut -d'\"' -f2";
        var peers = await lab.SshAsync(server, $"CONSUL_HTTP_TOKEN=$({token}) consul operator raft list-peers");
        peers.Split('\n').Count(line => line.Contains(" true ", StringComparison.Ordinal)).ShouldBe(voters, peers);
        peers.Split('\n').Count(line => line.Contains(" leader ", StringComparison.Ordinal)).ShouldBe(1, peers);
        var all = await lab.SshAsync(server, $"CONSUL_HTTP_TOKEN=$({token}) consul members");
        all.Split('\n').Count(line => line.Contains("  alive ", StringComparison.Ordinal)).ShouldBe(members, all);
        // Whoever has no certificate of the lab is nobody to the cluster.
        var refused = await lab.RunAsync("Ssh", "--host", server, "--", "curl -sk --max-time 5 https://$(hostname -f):8501/v1/status/leader");
        refused.ExitCode.ShouldNotBe(0, refused.All);
    }

    private static async Task AnswersOverTls(TestLab lab, string from, string proxy)
    {
        // Any host of the cluster has the lab's certificate authority.
        var answer = await lab.SshAsync(from, $"sudo curl -sS --max-time 10 -o /dev/null -w 'verified %{{ssl_verify_result}} status %{{http_code}}' --cacert /etc/consul.d/tls/ca.crt https://{proxy}/");
        answer.ShouldContain("verified 0 status ");
        answer.ShouldNotContain("status 000");
    }

    private static async Task Reboot(TestLab lab, string host, TimeSpan boot)
    {
        var before = (await lab.SshAsync(host, "systemctl show -P UserspaceTimestampMonotonic")).Trim();
        await lab.RunAsync("Ssh", "--host", host, "--", "sudo systemctl reboot");
        await Eventually.So(() =>
        {
            var now = lab.RunAsync("Ssh", "--host", host, "--", "systemctl show -P UserspaceTimestampMonotonic; systemctl is-system-running --wait").GetAwaiter().GetResult();
            return now.ExitCode == 0 && !now.Out.Contains(before, StringComparison.Ordinal);
        }, boot);
    }

    private static bool Has(TestLab lab, string host, string command, params string[] parts)
    {
        var result = lab.RunAsync("Ssh", "--host", host, "--", command).GetAwaiter().GetResult();
        return parts.All(part => result.Out.Contains(part, StringComparison.Ordinal));
    }
}

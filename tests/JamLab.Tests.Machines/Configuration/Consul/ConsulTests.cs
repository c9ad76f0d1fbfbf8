using System.Globalization;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration.Consul;

[Collection("consul")]
public sealed class ConsulTests(ConsulLab consul)
{
    private TestLab Lab => consul.Lab;

    [Fact]
    public async Task Three_servers_vote_and_all_members_are_alive()
    {
        var voters = await consul.AskAsync("vb0", "operator/raft/configuration");
        voters.Split("\"Voter\":true").Length.ShouldBe(4, voters);
        voters.Split("\"Leader\":true").Length.ShouldBe(2, voters);
        var members = await consul.AskAsync("vs0", "agent/members");
        foreach (var name in ConsulLab.Servers.Append(ConsulLab.Client))
            members.ShouldContain($"\"Name\":\"{name}\"");
        members.Split("\"Status\":1,").Length.ShouldBe(5, members);
        (await consul.AskAsync("vs0", "catalog/nodes", withToken: false)).Split("\"Node\":").Length.ShouldBe(5);
    }

    [Fact]
    public async Task Only_who_has_a_certificate_of_the_lab_is_let_in()
    {
        const string ask = "sudo curl -sS --max-time 5 --cacert /etc/consul.d/tls/ca.crt";
        (await Lab.SshAsync("vs0", $"{ask} --cert /etc/consul.d/tls/agent.crt --key /etc/consul.d/tls/agent.key https://10.77.0.120:8501/v1/status/leader")).ShouldContain(":8300");
        (await Lab.SshAsync("vs0", $"{ask} https://10.77.0.120:8501/v1/status/leader 2>&1 || echo refused")).ShouldContain("refused");
        // A client that would be a server lacks a server's name.
        (await Lab.SshAsync("vs0", "sudo openssl x509 -noout -ext subjectAltName -in /etc/consul.d/tls/agent.crt")).ShouldNotContain("DNS:server.");
        (await Lab.SshAsync("vb0", "sudo openssl x509 -noout -ext subjectAltName -in /etc/consul.d/tls/agent.crt")).ShouldContain("DNS:server.quorum.consul");
    }

    [Fact]
    public async Task Who_shows_no_token_may_only_ask_for_names()
    {
        (await consul.AskAsync("vs0", "kv/canary", "-X PUT -d x", withToken: false)).ShouldContain("\n403");
        (await consul.AskAsync("vs0", "kv/canary", withToken: false)).ShouldContain("\n403");
        (await consul.AskAsync("vs0", "acl/tokens", withToken: false)).ShouldContain("\n403");
        (await consul.AskAsync("vs0", "kv/canary", "-X PUT -d x")).ShouldContain("\n200");
        // vb1.node.consul, asked by hand: 10.77.0.121 is in the answer.
        const string question = @"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03vb1\x04node\x06consul\x00\x00\x01\x00\x01";
        var answer = await Lab.SshAsync("vs0", $"bash -c 'exec 3<>/dev/udp/10.77.0.120/8600; printf \"{question}\" >&3; timeout 2 cat <&3 | od -An -tx1 | tr -d \" \\n\"'");
        answer.ShouldContain("0a4d0079");
    }

    [Fact]
    public async Task A_second_run_changes_nothing_in_one_round_trip_a_host()
    {
        (await Lab.SucceedAsync("ConfigureBase")).Out.ShouldContain("Changed: nothing to change");
        var hosts = ConfigurationReport.Last(Lab).Hosts;
        hosts.Count.ShouldBe(4);
        hosts.ShouldAllBe(host => host.Outcome == "unchanged" && host.RoundTrips == 1);
    }

    [Fact]
    public async Task A_changed_configuration_rolls_through_and_the_cluster_takes_writes_all_the_while()
    {
        var leader = (await consul.AskAsync("vb0", "status/leader")).Split('"')[1].Split(':')[0];
        await Lab.SshAsync(ConsulLab.Client, StartWriting(consul.Secrets()["consul/token/management"]));
        Lab.EditInventory("log_level: info", "log_level: debug");
        var rolled = await Lab.RunAsync("ConfigureBase");
        await Lab.SshAsync(ConsulLab.Client, "sudo touch /run/stop-writing");
        var written = await Lab.SshAsync(ConsulLab.Client, "sudo cat /run/written");
        var starts = await Starts();
        // As it was, for the other tests.
        Lab.EditInventory("log_level: debug", "log_level: info");
        await Lab.SucceedAsync("ConfigureBase");
        rolled.ExitCode.ShouldBe(0, rolled.All);
        rolled.Out.ShouldContain("resources on");

        starts.MaxBy(one => one.At).Server.ShouldBe($"vb{leader[^1]}", "the leader goes last");
        starts.Select(one => one.At).Distinct().Count().ShouldBe(3, "one after the other");
        var writes = written.Split('\n').Select(line => line.Split(' '))
            .Where(parts => parts is ["write", _, _]).Select(parts => (At: long.Parse(parts[1], CultureInfo.InvariantCulture), IsDone: parts[2] == "200")).ToList();
        writes.Count.ShouldBeGreaterThan(20);
        // Only while a new leader is elected is nothing written, and that is once: he was restarted last.
        var outages = new List<long>();
        for (var i = 1; i < writes.Count; i++)
        {
            if (writes[i - 1].IsDone && !writes[i].IsDone)
                outages.Add(writes.Skip(i).FirstOrDefault(write => write.IsDone, writes[^1]).At - writes[i].At);
        }

        outages.Count.ShouldBeLessThanOrEqualTo(1, string.Join(' ', outages));
        outages.ShouldAllBe(milliseconds => milliseconds < 10_000);
    }

    [Fact]
    public async Task A_new_certificate_is_taken_up_without_a_restart()
    {
        const string state = "echo pid $(systemctl show -P MainPID consul) serial $(openssl s_client -connect 127.0.0.1:8501 </dev/null 2>/dev/null | openssl x509 -noout -serial) file $(sudo openssl x509 -noout -serial -in /etc/consul.d/tls/agent.crt)";
        var before = Words(await Lab.SshAsync("vb1", state));
        File.Delete(Path.Combine(Lab.State, "nspawn", "pki", "consul-vb1.pem"));
        await Lab.SucceedAsync("ConfigureBase");
        var after = Words(await Lab.SshAsync("vb1", state));
        after[1].ShouldBe(before[1], "the process is the same");
        after[3].ShouldNotBe(before[3]);
        after[3].ShouldBe(after[5]);
    }

    [Fact]
    public async Task Policies_and_tokens_that_somebody_removed_come_back()
    {
        var tokens = await consul.AskAsync("vb0", "acl/tokens");
        var agent = tokens.Split("\"AccessorID\":\"").Skip(1).First(token => token.Contains("agent of vs0", StringComparison.Ordinal))[..36];
        (await consul.AskAsync("vb0", $"acl/token/{agent}", "-X DELETE")).ShouldContain("\n200");
        var policy = (await consul.AskAsync("vb0", "acl/policy/name/jamlab-dns")).Split("\"ID\":\"")[1][..36];
        (await consul.AskAsync("vb0", $"acl/policy/{policy}", "-X DELETE")).ShouldContain("\n200");

        (await Lab.SucceedAsync("ConfigureBase")).Out.ShouldContain("resources on vb0");
        (await consul.AskAsync("vb0", $"acl/token/{agent}")).ShouldContain(consul.Secrets()["consul/token/agent/vs0"]);
        (await consul.AskAsync("vb0", "acl/policy/name/jamlab-dns")).ShouldContain("node_prefix");
        (await Lab.SucceedAsync("ConfigureBase")).Out.ShouldContain("Changed: nothing to change");
    }

    [Fact]
    public async Task No_secret_shows_in_output_report_or_process_list()
    {
        consul.Shown.ShouldBeEmpty();
        var texts = Directory.GetFiles(Lab.Artifacts).Select(File.ReadAllText).Append(consul.First.All).Append((await Lab.SucceedAsync("ConfigureBase", "--dry-run")).All).ToList();
        foreach (var (name, value) in consul.Secrets())
            texts.ShouldAllBe(text => !text.Contains(value, StringComparison.Ordinal), name);
        foreach (var file in new[] { "/etc/consul.d/consul.hcl", "/etc/consul.d/tls/agent.key", "/etc/haproxy/certificates/lab.pem" })
            (await Lab.SshAsync("vb0", $"cat {file} 2>&1 || :")).ShouldContain("Permission denied");
    }

    [Fact]
    public async Task HAProxy_sends_everybody_to_TLS_with_a_certificate_of_the_lab()
    {
        const string ask = "curl -sS --max-time 5 -o /dev/null -w '%{http_code} %{redirect_url}\\n'";
        const string trusting = "sudo " + ask + " --cacert /etc/consul.d/tls/ca.crt --resolve shop.lab.internal:443:10.77.0.121 --resolve shop.lab.internal:80:10.77.0.121";
        (await Lab.SshAsync("vs0", $"{trusting} http://shop.lab.internal/a?b")).ShouldContain("301 https://shop.lab.internal/a?b");
        (await Lab.SshAsync("vs0", $"{trusting} https://shop.lab.internal/")).ShouldContain("503 ");
        (await Lab.SshAsync("vs0", $"{trusting} -H 'Host: nothing.lab.internal' https://shop.lab.internal/")).ShouldContain("404 ");
        (await Lab.SshAsync("vs0", $"{ask} --resolve shop.lab.internal:443:10.77.0.121 https://shop.lab.internal/ 2>&1 || :")).ShouldContain("unable to get local issuer");
        (await Lab.SshAsync("vs0", "curl -sS --max-time 5 http://10.77.0.121:8405/metrics")).ShouldContain("haproxy_process_uptime_seconds");
        (await Lab.SshAsync("vs0", "curl -sS --max-time 5 http://10.77.0.121:8404/ 2>&1 || :")).ShouldContain("Failed to connect", Case.Insensitive);
    }

    private async Task<List<(string Server, long At)>> Starts()
    {
        var starts = new List<(string, long)>();
        foreach (var server in ConsulLab.Servers)
            starts.Add((server, long.Parse((await Lab.SshAsync(server, "echo at $(date -d \"$(systemctl show -P ActiveEnterTimestamp consul)\" +%s)")).Split("at ")[1].Split('\n')[0], CultureInfo.InvariantCulture)));
        return starts;
    }

    // As a client with the addresses of all servers does it: the next one is tried when one does not take it.
    private static string StartWriting(string token) =>
        $$"""
        printf '%s\n' 'header = "X-Consul-Token: {{token}}"' 'cacert = /etc/consul.d/tls/ca.crt' 'cert = /etc/consul.d/tls/agent.crt' 'key = /etc/consul.d/tls/agent.key' | sudo tee /run/asking >/dev/null
        printf '%s\n' 'while [ ! -e /run/stop-writing ]; do' '  at=$(date +%s%3N)' '  for server in 120 121 122; do' \
          '    code=$(curl -s -o /dev/null -w %{http_code} --max-time 15 -X PUT -d x -K /run/asking https://10.77.0.$server:8501/v1/kv/written)' '    [ $code != 200 ] || break' '  done' \
          '  echo write $at $code' '  sleep 0.2' 'done' | sudo tee /run/writer >/dev/null
        sudo rm -f /run/stop-writing; sudo systemd-run -q --unit=writer sh -c 'sh /run/writer > /run/written'
        """.ReplaceLineEndings("\n");

    private static string[] Words(string output) => output.Split('\n').First(line => line.StartsWith("pid ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

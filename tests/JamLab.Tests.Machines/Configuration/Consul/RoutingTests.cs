using System.Globalization;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration.Consul;

/// <summary>HAProxy on vb0 in front of instances that the tests start on vb1 and vb2 and tell Consul of.</summary>
[Collection("consul")]
public sealed class RoutingTests(ConsulLab consul) : IAsyncDisposable
{
    private const string Ask = "sudo curl -sS --max-time 5 --cacert /etc/consul.d/tls/ca.crt --resolve shop.lab.internal:443:10.77.0.120 --resolve back-office.lab.internal:443:10.77.0.120";

    private TestLab Lab => consul.Lab;

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in new[] { "vb1", "vb2" })
        {
            await Lab.SshAsync(machine, "sudo systemctl stop 'test-*'");
            foreach (var service in new[] { "shop", "back-office" })
                await consul.AskAsync(machine, $"agent/service/deregister/{service}", "-X PUT");
        }
    }

    [Fact]
    public async Task A_service_that_moves_is_found_within_five_seconds_and_stays_found_when_all_of_Consul_is_gone()
    {
        await StartAsync("vb1", "shop", 8000);
        await StartAsync("vb2", "shop", 8000);
        await RegisterAsync("vb1", "shop", 8000);
        await SettleAsync("vb1", "shop");

        await Lab.SshAsync("vs0", StartAsking);
        await RegisterAsync("vb2", "shop", 8000);
        var moved = Time(await Lab.SshAsync("vb1", $"curl -sS -X PUT -H 'X-Consul-Token: {consul.Secrets()["consul/token/management"]}' http://127.0.0.1:8500/v1/agent/service/deregister/shop && echo time $(date +%s%3N)"));
        await SettleAsync("vb2", "shop");
        try
        {
            foreach (var server in ConsulLab.Servers)
                await Lab.SshAsync(server, "sudo systemctl stop consul");
            await Lab.SshAsync("vb0", WaitForUnanswered);
            // A new process of HAProxy has never heard Consul.
            await Lab.SshAsync("vb0", "sudo systemctl reload haproxy");
            await SettleAsync("vb2", "shop");
        }
        finally
        {
            foreach (var server in ConsulLab.Servers)
                await Lab.SshAsync(server, "sudo systemctl start consul");
            await Lab.SshAsync("vs0", "left=120; until [ \"$(curl -fsS --max-time 5 http://127.0.0.1:8500/v1/catalog/nodes | grep -o '\"Node\":' | wc -l)\" = 4 ]; do left=$((left-1)); [ $left -gt 0 ] || exit 1; sleep 0.5; done");
        }

        await SettleAsync("vb2", "shop");
        await Lab.SshAsync("vs0", "sudo systemctl stop test-asking");
        var answers = (await Lab.SshAsync("vs0", "sudo cat /run/answers")).Split('\n').Select(line => line.Split(' ')).Where(parts => parts is ["asked", _, ..])
            .Select(parts => (At: long.Parse(parts[1], CultureInfo.InvariantCulture), Text: string.Join(' ', parts[2..]))).ToList();
        answers.Count.ShouldBeGreaterThan(50);
        answers.Where(one => one.Text is not ("vb1 200" or "vb2 200")).ShouldBeEmpty();
        (answers.First(one => one.Text == "vb2 200").At - moved).ShouldBeLessThan(5000);
        (answers.Last(one => one.Text == "vb1 200").At - moved).ShouldBeLessThan(5000);
    }

    [Fact]
    public async Task Who_asks_from_outside_the_lab_gets_only_what_is_exposed_to_everybody()
    {
        await StartAsync("vb1", "back-office", 8001);
        await RegisterAsync("vb1", "back-office", 8001);
        await StartAsync("vb1", "shop", 8000);
        await RegisterAsync("vb1", "shop", 8000);
        // An address that is in none of the lab's networks, with a way back to it.
        await Lab.SshAsync("vs0", "sudo ip address replace 192.0.2.7/32 dev lo");
        await Lab.SshAsync("vb0", "sudo ip route replace 192.0.2.7/32 via 10.77.0.130");

        await SettleAsync("vb1", "back-office");
        await SettleAsync("vb1", "shop");
        (await Lab.SshAsync("vs0", $"{Ask} --interface 192.0.2.7 -w 'code %{{http_code}}\\n' https://back-office.lab.internal/")).ShouldContain("the lab's own networks only\ncode 403");
        (await Lab.SshAsync("vs0", $"{Ask} --interface 192.0.2.7 -w 'code %{{http_code}}\\n' https://shop.lab.internal/")).ShouldContain("vb1\ncode 200");
    }

    // More questions of both services without an answer than it takes to believe that a service is gone.
    private const string WaitForUnanswered =
        """
        sent() { echo 'show resolvers' | sudo socat -t 2 - UNIX-CONNECT:/run/haproxy/admin.sock | while IFS=': ' read -r key value; do [ "$key" != sent ] || { echo "$value"; break; }; done; }
        before=$(sent); left=120
        until [ $(($(sent)-before)) -ge 30 ]; do left=$((left-1)); [ $left -gt 0 ] || { sent; exit 1; }; sleep 0.5; done
        """;

    // One request after the other, each with when it was answered and what.
    private const string StartAsking =
        $$"""
        printf '%s\n' 'while :; do' '  answer=$({{Ask}} -w "%{http_code}" https://shop.lab.internal/ 2>&1 | tr "\n" " ")' '  echo asked $(date +%s%3N) $answer' '  sleep 0.1' 'done' | sudo tee /run/asker >/dev/null
        sudo systemd-run -q --collect --unit=test-asking sh -c 'sh /run/asker > /run/answers'
        """;

    private static long Time(string output) => long.Parse(output.Split("time ")[1].Split('\n')[0], CultureInfo.InvariantCulture);

    // Asks until ten answers running are from the machine.
    private Task<string> SettleAsync(string machine, string service) => Lab.SshAsync("vs0",
        $$"""
        good=0 left=200
        until [ $good = 10 ]; do
          left=$((left-1)); [ $left -gt 0 ] || { echo "$answer"; exit 1; }
          answer=$({{Ask}} -w '%{http_code}' https://{{service}}.lab.internal/ 2>&1 | tr '\n' ' ')
          case $answer in '{{machine}} 200') good=$((good+1));; *) good=0;; esac
          sleep 0.05
        done
        """.ReplaceLineEndings("\n"));

    private Task<string> RegisterAsync(string machine, string service, int port) =>
        consul.AskAsync(machine, "agent/service/register", $"-X PUT -d '{{\"ID\":\"{service}\",\"Name\":\"{service}\",\"Port\":{port}}}'");

    private Task<string> StartAsync(string machine, string service, int port) => Lab.SshAsync(machine,
        $$"""
        printf '%s\n' '#!/bin/sh' 'while IFS= read -r line; do [ ${#line} -gt 1 ] || break; done' 'printf "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\n$(uname -n | cut -d. -f1)\n"' | sudo tee /usr/local/bin/answer >/dev/null
        sudo chmod 755 /usr/local/bin/answer
        sudo systemd-run -q --collect --unit=test-{{service}} socat TCP-LISTEN:{{port}},fork,reuseaddr EXEC:/usr/local/bin/answer
        left=50; until curl -sS -o /dev/null http://127.0.0.1:{{port}}/; do left=$((left-1)); [ $left -gt 0 ] || exit 1; sleep 0.1; done
        """.ReplaceLineEndings("\n"));
}

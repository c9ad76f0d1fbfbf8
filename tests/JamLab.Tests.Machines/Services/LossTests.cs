using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Services;

/// <summary>What users notice when parts of the lab go.</summary>
[Collection("services")]
public sealed class LossTests(ServiceLab lab)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_that_is_gone_costs_less_than_five_seconds_and_what_is_missing_comes_back()
    {
        lab.Want(ServiceLab.Page, "one");
        await lab.SucceedAsync("Smoke");

        await using (var load = lab.Load())
        {
            await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
            // Nothing says goodbye when a cable is pulled.
            Shell.Run("nsenter", $"--net={lab.Namespace("vs1")}", "sh", "-c", "for one in /sys/class/net/*; do ip link set ${one##*/} down; done");
            await Task.Delay(TimeSpan.FromSeconds(15), Cancellation);
            await load.StopAsync();
            Tell("a worker without network", load);
            load.Gap.ShouldBeLessThan(TimeSpan.FromSeconds(5), load.ToString());
        }

        await lab.Lab.KillAsync("vs1");
        await lab.Lab.SucceedAsync("ProvisionVms");
        await lab.SucceedAsync("DeployServices");
        await Eventually.So(() => lab.Inside("vs1", "systemctl is-active jamlab-page-*").Contains("active", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        (await lab.SucceedAsync("DeployServices")).Out.ShouldContain("nothing to change");
    }

    [Fact]
    public async Task A_Consul_server_and_reloads_of_the_proxy_cost_nothing()
    {
        lab.Want(ServiceLab.Page, "one");
        await lab.SucceedAsync("Smoke");
        await using (var load = lab.Load())
        {
            for (var i = 0; i < 3; i++)
            {
                lab.Inside(ServiceLab.Proxy, "systemctl reload haproxy");
                await Task.Delay(TimeSpan.FromSeconds(3), Cancellation);
            }

            await load.StopAsync();
            Tell("three reloads of the proxy", load);
            load.Failures.ShouldBeEmpty(load.ToString());
        }

        await using (var load = lab.Load())
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
            lab.Inside(ServiceLab.Proxy, "systemctl kill -s KILL consul; systemctl stop consul");
            await Task.Delay(TimeSpan.FromSeconds(15), Cancellation);
            lab.Inside(ServiceLab.Proxy, "systemctl start consul");
            await Task.Delay(TimeSpan.FromSeconds(15), Cancellation);
            await load.StopAsync();
            Tell("15 s without one of three Consul servers, the proxy's own", load);
            load.Failures.ShouldBeEmpty(load.ToString());
        }

        await Eventually.So(() => lab.RunAsync("DeployServices").GetAwaiter().GetResult() is { ExitCode: 0 } run && run.Out.Contains("nothing to change", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
    }

    private static void Tell(string what, Load load) => TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {load}");
}

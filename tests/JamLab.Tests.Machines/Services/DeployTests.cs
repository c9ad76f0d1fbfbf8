using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Services;

/// <summary>Services on real machines, asked through the real proxy while things happen to them.</summary>
[Collection("services")]
public sealed class DeployTests(ServiceLab lab)
{
    // Of the two it has the greater weight for this service.
    private const string First = "vs0";

    [Fact]
    public async Task A_service_is_deployed_from_nothing_answers_by_its_name_and_a_second_run_changes_nothing()
    {
        await StartAnewAsync();
        var dry = await lab.RunAsync("DeployServices", "--dry-run", "--detailed-exitcode");
        dry.ExitCode.ShouldBe(3, dry.All);
        dry.Out.ShouldContain("ExecStart=/bin/sh -c");
        dry.Out.ShouldContain("would deploy page");
        lab.Inside("vs0", "ls /etc/jamlab/services /etc/systemd/system | grep -c page").Trim().ShouldBe("0");

        (await lab.RunAsync("Rollback")).ExitCode.ShouldBe(2);
        (await lab.RunAsync("Rollback", "--service", "page")).All.ShouldContain("there is no version of 'page' before");

        var first = await lab.SucceedAsync("Smoke");
        first.Out.ShouldContain("deployed page");
        first.Out.ShouldContain("https://page.lab.internal/index.html: 10.75.0.120 answers with status 200");

        var again = await lab.SucceedAsync("DeployServices");
        again.Out.ShouldContain("Changed: nothing to change");
        var report = lab.Report();
        report.Hosts.Count.ShouldBe(3);
        report.Hosts.ShouldAllBe(host => host.Outcome == "unchanged" && host.RoundTrips == 1);

        // What Consul's agent was told is nothing that its role would set back or reload for.
        (await lab.SucceedAsync("ConfigureBase")).Out.ShouldContain("nothing to change", customMessage: "ConfigureBase after DeployServices");
        var status = await lab.SucceedAsync("Status");
        status.Lines.ShouldContain(line => line.Contains("page", StringComparison.Ordinal) && line.Contains("https://page.lab.internal/index.html", StringComparison.Ordinal) && line.Contains("vs0", StringComparison.Ordinal) && line.Contains("vs1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_notices_an_update_nor_one_that_fails_nor_a_rollback()
    {
        await DeployAsync("one");
        await using var load = lab.Load();
        await SeesAsync(load, "one");

        lab.Want(ServiceLab.Page, "two");
        (await lab.SucceedAsync("DeployServices")).Out.ShouldContain("deployed page");
        await SeesAsync(load, "two");
        Tell("update", load);

        // On the first host it does not become well: the second one is left alone.
        lab.Want(ServiceLab.Page.Replace("lighttpd -D", "echo will not run; exit 3; lighttpd -D", StringComparison.Ordinal), "three");
        var failed = await lab.RunAsync("DeployServices");
        failed.ExitCode.ShouldBe(1, failed.All);
        failed.Out.ShouldContain("does not become well");
        failed.Out.ShouldContain("will not run");
        failed.Out.ShouldContain("the version before goes on");
        OnlyOneSlot();
        Tell("failed update", load);

        // On the second host it does not: the first one goes back.
        lab.Want(ServiceLab.Page.Replace("lighttpd -D", $"[ $(uname -n) = {First} ] || exit 3; lighttpd -D", StringComparison.Ordinal), "four");
        failed = await lab.RunAsync("DeployServices");
        failed.ExitCode.ShouldBe(1, failed.All);
        failed.Out.ShouldContain("reverted");
        failed.Out.ShouldContain($"{First}: back at");
        OnlyOneSlot();
        await SeesAsync(load, "two");
        Tell("update that fails halfway", load);

        var back = await lab.SucceedAsync("Rollback", "--service", "page");
        back.Out.ShouldContain("page is back at");
        back.Out.ShouldContain("The inventory still asks for");
        await SeesAsync(load, "one");
        await load.StopAsync();
        Tell("all of it", load);
        load.Failures.ShouldBeEmpty(load.ToString());
        load.Answers.Select(answer => answer.Text).Distinct().ShouldBe(["one", "two", "four"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("waiting for the check of jamlab-page-")]
    [InlineData("waiting until everybody knows jamlab-page-")]
    [InlineData("waiting until nobody asks jamlab-page-")]
    public async Task A_run_that_is_killed_is_taken_up_by_the_next_and_nobody_notices(string when)
    {
        await DeployAsync("before");
        await using var load = lab.Load();
        lab.Want(ServiceLab.Page, $"after {when.Length}");
        using (var run = lab.Start("DeployServices", "--verbosity", "verbose"))
        {
            await Eventually.So(() => run.Out.Contains(when, StringComparison.Ordinal), TimeSpan.FromSeconds(60), () => run.Out);
            run.Signal("KILL");
            await run.EndsAsync();
        }

        await lab.SucceedAsync("DeployServices");
        await SeesAsync(load, $"after {when.Length}");
        (await lab.SucceedAsync("DeployServices")).Out.ShouldContain("nothing to change");
        OnlyOneSlot();
        await load.StopAsync();
        Tell($"killed while {when}", load);
        load.Failures.ShouldBeEmpty(load.ToString());
    }

    // Both workers have one slot, with all that belongs to it.
    private void OnlyOneSlot()
    {
        foreach (var host in new[] { "vs0", "vs1" })
        {
            var active = lab.Inside(host, "cat /etc/jamlab/services/page/active").Trim();
            lab.Inside(host, "cd /etc/jamlab/services/page; echo *; cd /etc/consul.d/services; echo *; cd /etc/systemd/system; echo jamlab-*; cd multi-user.target.wants; echo jamlab-*").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .ShouldBe([active == "a" ? "a active" : "active b", $"jamlab-page-{active}.json", $"jamlab-page-{active}.service", $"jamlab-page-{active}.service"], $"on {host}");
        }
    }

    private async Task DeployAsync(string text)
    {
        lab.Want(ServiceLab.Page, text);
        await lab.SucceedAsync("Smoke");
    }

    private async Task StartAnewAsync()
    {
        lab.Want("  {}\n", "one");
        await lab.SucceedAsync("DeployServices", "--prune");
        lab.Want(ServiceLab.Page, "one");
    }

    private static async Task SeesAsync(Load load, string text)
    {
        var from = load.Answers.Count;
        await Eventually.So(() => load.Answers.Count > from + 200 && load.Answers.TakeLast(100).All(answer => answer.Text == text), TimeSpan.FromSeconds(30), load.ToString);
    }

    private static void Tell(string what, Load load) => TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {load}");
}

using System.Text.Json.Nodes;
using JamLab.Inventory;
using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Stages.Services.Nomad.Running;
using JamLab.Tests.Services.Nomad.Api;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Nomad;

public sealed class PlanTests
{
    [Fact]
    public async Task A_service_that_Nomad_does_not_run_is_new()
    {
        await using var lab = await TestLab.StartAsync();
        var plan = await PlanAsync(lab, TestLab.Echo with { Count = 2 });
        (plan.IsNew, plan.IsUnchanged).ShouldBe((true, false));
        plan.Differences.Select(one => one.ToString()).ShouldBe(["job echo: new"]);
        plan.Effects.ShouldBe(["echo: 2 new"]);
    }

    [Fact]
    public async Task A_second_plan_of_the_same_finds_nothing_and_touches_nothing()
    {
        await using var lab = await TestLab.StartAsync();
        var service = TestLab.Echo with { Secrets = new Dictionary<string, Secret> { ["KEY"] = new("value of the key") } };
        await lab.DeployedAsync(service);
        var index = lab.Nomad.State.Index;
        (await PlanAsync(lab, service)).IsUnchanged.ShouldBeTrue();
        (await lab.DeployAsync(service)).ShouldBe(NomadOutcome.Unchanged);
        lab.Nomad.State.Index.ShouldBe(index);
    }

    [Fact]
    public async Task Every_difference_is_told_with_its_place()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(JobTests.Everything with { Update = new NomadUpdate() });
        var plan = await PlanAsync(lab, JobTests.Everything with
        {
            Version = "ffffffffffff",
            Count = 4,
            Image = "localhost/wiki:3",
            Environment = new Dictionary<string, string> { ["LEVEL"] = "debug" },
            Secrets = new Dictionary<string, Secret> { ["DB_PASSWORD"] = new("wrong horse battery"), ["API_KEY"] = new("another secret") },
            Files = [new NomadFile("/etc/wiki.conf", "title = other\nlines = 2\n")],
            Memory = 512,
            Update = new NomadUpdate { Parallel = 2 },
        });
        var text = string.Concat(plan.Differences.Select(one => $"{one}\n"));
        text.ShouldNotContain("horse");
        Approved.Match(text + string.Join('\n', plan.Effects) + "\n", "Plan.everything");
    }

    [Fact]
    public async Task A_secret_that_somebody_wrote_into_the_job_by_hand_is_not_shown()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Secrets.Add(new Secret("hunter2-and-more"));
        await lab.DeployedAsync(TestLab.Echo with { Environment = new Dictionary<string, string> { ["PASSWORD"] = "hunter2-and-more" } });
        var plan = await PlanAsync(lab, TestLab.Echo with { Environment = new Dictionary<string, string>() });
        plan.Differences.Select(one => one.ToString()).ShouldBe(["task echo: Env[PASSWORD]: ***"]);
    }

    [Fact]
    public async Task A_service_that_fits_nowhere_is_told_before_it_is_deployed()
    {
        await using var lab = await TestLab.StartAsync();
        var plan = await PlanAsync(lab, TestLab.Echo with { Nodes = ["vb7"], Count = 3 });
        plan.Unplaced.ShouldBe(["no node for 3 of echo: 3 nodes ruled out by '${node.unique.name} set_contains_any vb7'"]);
    }

    [Fact]
    public async Task A_job_that_somebody_stopped_is_started_again()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(TestLab.Echo);
        lab.Nomad.Scheduler.Stop("echo", purge: false);
        (await PlanAsync(lab, TestLab.Echo)).Differences.Select(one => one.ToString()).ShouldBe(["job: Stop: true -> false"]);
        lab.Nomad.Scheduler.AllIsWell = true;
        (await lab.DeployAsync(TestLab.Echo)).ShouldBe(NomadOutcome.Deployed);
        (await lab.Runtime.StatusAsync(default)).ShouldHaveSingleItem().IsWell.ShouldBeTrue();
    }

    [Fact]
    public async Task Nomad_may_say_that_something_changes_without_saying_what()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("POST /v1/job/echo/plan", new Fault(200, """{"Diff":{"Type":"Edited","ID":"echo","Fields":null,"Objects":null,"TaskGroups":null},"JobModifyIndex":7,"Warnings":"1 warning:\n\n* Use node_pool"}"""));
        var plan = await PlanAsync(lab, TestLab.Echo);
        plan.Differences.Select(one => one.ToString()).ShouldBe(["job echo: as it is -> edited"]);
        plan.Warnings.ShouldBe("1 warning:\n\n* Use node_pool");
    }

    public static TheoryData<string, string> Metrics => new()
    {
        { """{"NodesEvaluated":0,"NodesAvailable":{"lab":0},"CoalescedFailures":0}""", "no node for 1 of web: no node is ready in lab" },
        { """{"NodesEvaluated":0}""", "no node for 1 of web: no node is ready" },
        { """{"NodesEvaluated":3,"DimensionExhausted":{"memory":2,"cpu":1},"CoalescedFailures":1}""", "no node for 2 of web: 1 node without enough cpu, 2 nodes without enough memory" },
        { """{"NodesEvaluated":2,"ConstraintFiltered":{"missing drivers":1,"distinct_hosts":1}}""", "no node for 1 of web: 1 node ruled out by 'distinct_hosts', 1 node ruled out by 'missing drivers'" },
        { """{"NodesEvaluated":2,"ClassFiltered":{"large":2},"QuotaExhausted":["small"]}""", "no node for 1 of web: 2 nodes of class large ruled out, quota small is used up" },
        { """{"NodesEvaluated":5,"NodesFiltered":4,"NodesExhausted":1}""", "no node for 1 of web: 4 nodes ruled out, 1 node full" },
    };

    [Theory]
    [MemberData(nameof(Metrics))]
    public async Task Why_there_is_no_node_is_said_in_words(string metric, string words)
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("POST /v1/job/echo/plan", new Fault(200, $$$"""{"Diff":{"Type":"Added","ID":"echo"},"FailedTGAllocs":{"web":{{{metric}}}},"JobModifyIndex":0}"""));
        (await PlanAsync(lab, TestLab.Echo)).Unplaced.ShouldBe([words]);
    }

    private static Task<NomadPlan> PlanAsync(TestLab lab, NomadService service) => lab.Runtime.PlanAsync(NomadJob.Of(service, TestLab.Of), default);
}

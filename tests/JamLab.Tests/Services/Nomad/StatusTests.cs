using System.Text.Json.Nodes;
using JamLab.Inventory;
using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Tests.Services.Nomad.Api;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Nomad;

public sealed class StatusTests
{
    [Fact]
    public async Task Each_service_is_told_with_where_it_runs()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(TestLab.Echo with { Count = 2 });
        var status = (await lab.Runtime.StatusAsync(default)).ShouldHaveSingleItem();
        (status.JobId, status.Service, status.Wanted, status.Running, status.Healthy, status.Version, status.IsWell).ShouldBe(("echo", "echo", 2, 2, 2, "111111111111", true));
        status.Nodes.ShouldBe(["vs0", "vs1"]);
    }

    [Fact]
    public async Task A_thousand_instances_come_in_pages()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(TestLab.Echo with { Count = 1000 });
        lab.Nomad.Asked.Count.ShouldBeLessThan(20);
        var before = lab.Nomad.Asked.Count;
        var status = (await lab.Runtime.StatusAsync(default)).ShouldHaveSingleItem();
        (status.Wanted, status.Running, status.Healthy).ShouldBe((1000, 1000, 1000));
        lab.Nomad.Asked.Skip(before).Count(one => one.StartsWith("GET /v1/allocations")).ShouldBe(5);
    }

    [Fact]
    public async Task Instances_that_are_on_their_way_out_do_not_count()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(TestLab.Echo with { Count = 3 });
        lab.Nomad.Scheduler.Drain("vs0");
        var status = (await lab.Runtime.StatusAsync(default)).ShouldHaveSingleItem();
        (status.Wanted, status.Running, status.IsWell).ShouldBe((3, 2, false));
    }

    [Fact]
    public async Task Jobs_of_others_are_not_ours()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(TestLab.Echo);
        lab.Nomad.Scheduler.Register(new JsonObject { ["ID"] = "by-hand", ["Name"] = "by-hand", ["Type"] = "service", ["TaskGroups"] = new JsonArray() }, false, 0);
        lab.Nomad.Scheduler.Register(NomadJob.Of(TestLab.Echo with { Name = "elsewhere" }, TestLab.Of with { Name = "other lab" }).Specification, false, 0);
        (await lab.Runtime.StatusAsync(default)).Select(one => one.JobId).ShouldBe(["echo"]);
        (await lab.Runtime.LeftoversAsync([], default)).ShouldBe(["echo"]);
    }

    [Fact]
    public async Task A_job_that_left_the_inventory_is_found_until_it_is_stopped()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(TestLab.Echo);
        await lab.DeployedAsync(TestLab.Echo with { Name = "old" });
        (await lab.Runtime.LeftoversAsync(["echo"], default)).ShouldBe(["old"]);
        (await lab.Runtime.StopAsync("old", purge: false, default)).ShouldBeTrue();
        (await lab.Runtime.LeftoversAsync(["echo"], default)).ShouldBeEmpty();
        var stopped = (await lab.Runtime.StatusAsync(default)).Single(one => one.JobId == "old");
        (stopped.IsStopped, stopped.Wanted, stopped.Running, stopped.IsWell).ShouldBe((true, 0, 0, false));
    }

    [Fact]
    public async Task A_job_is_forgotten_with_its_secrets_only_when_that_is_said()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(TestLab.Echo with { Secrets = new Dictionary<string, Secret> { ["KEY"] = new("the first value") } });
        await lab.Runtime.StopAsync("echo", purge: false, default);
        lab.Nomad.State.Job("echo").ShouldNotBeNull();
        lab.Nomad.State.Variables.Count.ShouldBe(1);
        await lab.Runtime.StopAsync("echo", purge: true, default);
        (lab.Nomad.State.Job("echo"), lab.Nomad.State.Variables.Count).ShouldBe((null, 0));
    }

    [Fact]
    public async Task A_job_that_is_not_there_cannot_be_stopped()
    {
        await using var lab = await TestLab.StartAsync();
        (await lab.Runtime.StopAsync("nothing", purge: true, default)).ShouldBeFalse();
    }
}

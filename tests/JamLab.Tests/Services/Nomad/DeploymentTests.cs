using JamLab.Inventory;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Stages.Services.Nomad.Running;
using JamLab.Tests.Services.Nomad.Api;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Nomad;

public sealed class DeploymentTests
{
    private static readonly NomadService Two = TestLab.Echo with { Count = 2 };
    private static readonly NomadService Newer = Two with { Image = "localhost/echo:2", Version = "222222222222" };

    [Fact]
    public async Task A_deployment_is_followed_until_all_instances_are_healthy()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(Two);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeHealthy("echo", 1);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        deploying.IsCompleted.ShouldBeFalse();
        lab.Nomad.Scheduler.MakeHealthy("echo");
        (await deploying).ShouldBe(NomadOutcome.Deployed);
        lab.Told.First().ShouldBe("echo: 0 of 2 healthy");
        lab.Told.Last().ShouldBe("echo: 2 of 2 healthy");
    }

    [Fact]
    public async Task A_job_is_registered_at_the_index_that_was_planned()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Scheduler.AllIsWell = true;
        await lab.DeployAsync(Two);
        // Somebody else's change comes between plan and registration.
        lab.Nomad.Fail("POST /v1/jobs", new Fault(500, "Enforcing job modify index 11: job exists with conflicting job modify index: 14"));
        (await lab.DeployAsync(Newer)).ShouldBe(NomadOutcome.Deployed);
        lab.Told.ShouldContain(line => line.StartsWith("job echo was changed by somebody else since it was planned (Enforcing job modify index 11") && line.Contains("it is planned again"));
        lab.Nomad.State.Job("echo")!["Version"]!.GetValue<long>().ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_is_changed_again_and_again_is_left_to_the_others()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("POST /v1/jobs", [.. Enumerable.Repeat(new Fault(500, "Enforcing job modify index 0: job already exists"), 3)]);
        var failure = await Should.ThrowAsync<NomadConflictException>(() => lab.DeployAsync(Two));
        failure.Message.ShouldContain("somebody else");
        lab.Nomad.State.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registration_without_an_answer_is_looked_for_and_not_made_twice()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Scheduler.AllIsWell = true;
        lab.Nomad.Fail("POST /v1/jobs", Fault.Lost);
        (await lab.DeployAsync(Two)).ShouldBe(NomadOutcome.Deployed);
        lab.Nomad.Asked.Count(one => one == "POST /v1/jobs").ShouldBe(1);
        lab.Told.ShouldContain(line => line.Contains("may have done it") && line.Contains("looking at what is there"));
    }

    [Theory]
    [InlineData(502, "<html><head><title>502 Bad Gateway</title></head></html>")]
    [InlineData(504, "")]
    [InlineData(500, "rpc error: leadership lost while committing log")]
    [InlineData(500, "rpc error: EOF")]
    public async Task A_registration_that_was_lost_on_its_way_is_looked_for(int status, string body)
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Scheduler.AllIsWell = true;
        lab.Nomad.Fail("POST /v1/jobs", new Fault(status, body));
        (await lab.DeployAsync(Two)).ShouldBe(NomadOutcome.Deployed);
        lab.Nomad.Asked.Count(one => one == "POST /v1/jobs").ShouldBe(2);
        lab.Nomad.State.Job("echo")!["Version"]!.GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public async Task A_version_that_does_not_run_is_gone_back_from_and_told_with_its_last_words()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Secrets.Add(new Secret("s3cret-of-the-database"));
        await lab.DeployedAsync(Two);
        var deploying = lab.DeployAsync(Newer);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeFail(
            "echo",
            ["Started: Task started by client", "Terminated: Exit Code: 1", "Not Restarting: Exceeded allowed attempts 2 in interval 30m0s and mode is \"fail\""],
            string.Concat(Enumerable.Range(1, 30).Select(i => $"line {i}\n")) + "cannot log in as echo:s3cret-of-the-database\n\tat main\n");
        await lab.Nomad.BlockedAsync("/v1/job/echo/deployments");
        lab.Nomad.Scheduler.MakeHealthy("echo");
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.RevertedTo.ShouldBe(0);
        Approved.Match($"{failure.Message}\n\n{string.Join('\n', lab.Told)}\n", "Reverted");
        lab.Nomad.State.Job("echo")!["TaskGroups"]![0]!["Tasks"]![0]!["Config"]!["image"]!.GetValue<string>().ShouldBe("localhost/echo:1");
    }

    [Fact]
    public async Task A_way_back_that_fails_as_well_is_told()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(Two);
        var deploying = lab.DeployAsync(Newer);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeFail("echo", ["Terminated: Exit Code: 1"]);
        await lab.Nomad.BlockedAsync("/v1/job/echo/deployments");
        lab.Nomad.Scheduler.MissDeadline("echo");
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.Message.ShouldContain("going back to version 0 failed as well: Failed due to progress deadline - not rolling back");
        failure.RevertedTo.ShouldBeNull();
    }

    [Fact]
    public async Task A_way_back_that_takes_too_long_does_not_hide_the_failure()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(Two);
        var deploying = lab.DeployAsync(Newer);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeFail("echo", ["Terminated: Exit Code: 1"]);
        await lab.Nomad.BlockedAsync("/v1/job/echo/deployments");
        lab.Time.Advance(TimeSpan.FromMinutes(10));
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.Message.ShouldContain("Terminated: Exit Code: 1");
        failure.Message.ShouldEndWith("Nomad is still on its way back to version 0: Status tells");
    }

    [Fact]
    public async Task A_deployment_that_is_gone_was_removed_by_somebody()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("GET /v1/deployment/", new Fault(404, "deployment not found"));
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => lab.DeployAsync(Two));
        failure.Message.ShouldBe("the deployment of echo is gone\nsomebody removed the job: run again to start it");
    }

    [Fact]
    public async Task Servers_that_go_away_in_the_middle_do_not_end_the_deployment()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("GET /v1/deployment/", [.. Enumerable.Repeat(Fault.NoLeader, 6)]);
        await Should.ThrowAsync<NomadUnreachableException>(() => lab.DeployAsync(Two));
        lab.Told.Last().ShouldBe("echo: Nomad goes on with it; the next run follows what is still under way");
    }

    [Fact]
    public async Task Fewer_instances_need_no_deployment()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(Two);
        (await lab.DeployAsync(TestLab.Echo)).ShouldBe(NomadOutcome.Deployed);
        lab.Told.ShouldBe(["echo: 1 of 1 running"]);
    }

    [Fact]
    public async Task An_evaluation_that_fails_is_told()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("GET /v1/evaluation/", new Fault(200, """{"ID":"1","JobID":"echo","Status":"failed","StatusDescription":"maximum attempts reached (5)"}"""));
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => lab.DeployAsync(Two));
        failure.Message.ShouldBe("Nomad could not decide where to run echo: maximum attempts reached (5)");
    }

    [Fact]
    public async Task A_first_version_that_does_not_run_has_nothing_to_go_back_to()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(Two);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeFail("echo", ["Driver Failure: rpc error: failed to pull image localhost/echo:1"], "from its output\n", "stdout");
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.Message.ShouldStartWith("version 0 of echo does not run: Failed due to unhealthy allocations");
        failure.Message.ShouldContain("  | from its output");
        failure.RevertedTo.ShouldBeNull();
    }

    [Fact]
    public async Task A_broken_version_stays_a_failure_when_it_is_deployed_again_unchanged()
    {
        await using var lab = await TestLab.StartAsync();
        var service = Two with { Update = new NomadUpdate { AutoRevert = false } };
        var deploying = lab.DeployAsync(service);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeFail("echo", ["Terminated: Exit Code: 1"]);
        await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        var plan = await lab.Runtime.PlanAsync(NomadJob.Of(service, TestLab.Of), default);
        plan.Differences.Select(one => one.ToString()).ShouldBe(["deployment: failed -> successful"]);
        var again = await Should.ThrowAsync<NomadDeploymentException>(() => lab.DeployAsync(service));
        again.Message.ShouldStartWith("version 0 of echo does not run");
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_does_not_hide_the_failure()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(Two);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Fail("GET /v1/client/fs/logs/", new Fault(500, "Unknown allocation"));
        lab.Nomad.Scheduler.MakeFail("echo", ["Terminated: Exit Code: 1"]);
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.Message.ShouldContain("Terminated: Exit Code: 1");
        failure.Message.ShouldContain("(stderr cannot be read: ");
    }

    [Fact]
    public async Task Many_broken_instances_are_counted_and_not_all_shown()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(Two with { Count = 9 });
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeFail("echo", ["Terminated: Exit Code: 1"], count: 9);
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.Message.ShouldContain("and 6 more like these");
    }

    [Fact]
    public async Task Canaries_are_promoted_by_themselves_when_they_are_healthy()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(Two);
        var deploying = lab.DeployAsync(Newer with { Update = new NomadUpdate { Canary = 1 } });
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeHealthy("echo");
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeHealthy("echo");
        (await deploying).ShouldBe(NomadOutcome.Deployed);
        lab.Told.First().ShouldBe("echo: 0 of 1 canaries healthy");
    }

    [Fact]
    public async Task Canaries_of_a_job_file_wait_for_somebodys_word()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(Two);
        var job = NomadJob.Of(Newer with { Update = new NomadUpdate { Canary = 1 } }, TestLab.Of);
        job.Specification["TaskGroups"]![0]!["Update"]!["AutoPromote"] = false;
        var deploying = lab.DeployAsync(job);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeHealthy("echo");
        (await deploying).ShouldBe(NomadOutcome.AwaitsPromotion);
        (await lab.DeployAsync(job)).ShouldBe(NomadOutcome.AwaitsPromotion);

        var promoting = lab.Runtime.PromoteAsync(job, lab.Tell, default);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeHealthy("echo");
        (await promoting).ShouldBe(NomadOutcome.Deployed);
        var none = await Should.ThrowAsync<NomadException>(() => lab.Runtime.PromoteAsync(job, lab.Tell, default));
        none.Message.ShouldStartWith("no canaries of echo wait to be promoted");
    }

    [Fact]
    public async Task A_deployment_that_a_newer_one_ends_is_told_so()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(Two);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.Register(NomadJob.Of(Newer, TestLab.Of).Specification, false, 0);
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.Message.ShouldBe("the deployment of echo was cancelled: Cancelled due to newer version of job\nsomebody else deployed it at the same time: run again, and this version is planned against theirs");
    }

    [Fact]
    public async Task A_job_that_is_stopped_meanwhile_is_told_so()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(Two);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.Stop("echo", purge: true);
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.Message.ShouldContain("somebody stopped it: run again to start it");
    }

    [Fact]
    public async Task A_service_that_fits_nowhere_is_waited_for_and_then_told_in_words()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(Two with { Nodes = ["vb7"] });
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Told[0].ShouldBe("echo: no node for 2 of echo: 3 nodes ruled out by '${node.unique.name} set_contains_any vb7'; Nomad places it when there is one");
        lab.Time.Advance(TimeSpan.FromMinutes(10));
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.Message.ShouldStartWith("echo is not healthy after 300 s: 0 instances run\nno node for 2 of echo: 3 nodes ruled out");
    }

    [Fact]
    public async Task A_node_that_is_drained_meanwhile_gives_its_instances_to_others()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(Two);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.Drain("vs0");
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeHealthy("echo");
        (await deploying).ShouldBe(NomadOutcome.Deployed);
        (await lab.Runtime.StatusAsync(default)).ShouldHaveSingleItem().Nodes.ShouldNotContain("vs0");
    }

    [Fact]
    public async Task A_drain_that_leaves_no_node_is_named_when_time_is_over()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(TestLab.Echo with { Nodes = ["vs1"] });
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.Drain("vs1");
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Time.Advance(TimeSpan.FromMinutes(10));
        var failure = await Should.ThrowAsync<NomadDeploymentException>(() => deploying);
        failure.Message.ShouldContain("no node for 1 of echo: 2 nodes ruled out");
        failure.Message.ShouldContain("Nomad starts the rest as soon as a node fits");
    }

    [Fact]
    public async Task Who_gives_up_following_leaves_the_deployment_alone_and_finds_it_again()
    {
        await using var lab = await TestLab.StartAsync();
        using var ctrlC = new CancellationTokenSource();
        var deploying = lab.DeployAsync(Two, ctrlC.Token);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        await ctrlC.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => deploying);
        lab.Told.Last().ShouldBe("echo: Nomad goes on with it; the next run follows what is still under way");
        lab.Nomad.State.Job("echo").ShouldNotBeNull();
        await lab.Nomad.UnblockedAsync("/v1/deployment/");

        var again = lab.DeployAsync(Two);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeHealthy("echo");
        (await again).ShouldBe(NomadOutcome.Deployed);
        lab.Nomad.Asked.Count(one => one == "POST /v1/jobs").ShouldBe(1);
    }

    [Fact]
    public async Task Servers_may_change_leaders_in_the_middle()
    {
        await using var lab = await TestLab.StartAsync();
        var deploying = lab.DeployAsync(Two);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Fail("GET /v1/deployment/", Fault.NoLeader, Fault.Cut, Fault.BadGateway);
        lab.Nomad.Scheduler.MakeHealthy("echo", 1);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeHealthy("echo");
        (await deploying).ShouldBe(NomadOutcome.Deployed);
    }

    [Fact]
    public async Task Secrets_go_into_a_variable_and_nowhere_else()
    {
        await using var lab = await TestLab.StartAsync();
        var service = Two with { Secrets = new Dictionary<string, Secret> { ["KEY"] = new("the first value") } };
        await lab.DeployedAsync(service);
        lab.Nomad.State.Variables["nomad/jobs/echo"]["Items"]!.ToJsonString().ShouldBe("""{"g1_KEY":"the first value"}""");
        lab.Nomad.State.Job("echo")!.ToJsonString().ShouldNotContain("first value");
        await lab.DeployedAsync(service with { Secrets = new Dictionary<string, Secret> { ["KEY"] = new("the second value") } });
        lab.Nomad.State.Variables["nomad/jobs/echo"]["Items"]!.ToJsonString().ShouldBe("""{"g1_KEY":"the first value","g2_KEY":"the second value"}""");
        lab.Nomad.State.Job("echo")!["Version"]!.GetValue<long>().ShouldBe(1);
    }

    [Fact]
    public async Task A_variable_that_somebody_else_writes_is_read_again_and_never_shown()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Scheduler.AllIsWell = true;
        var service = Two with { Secrets = new Dictionary<string, Secret> { ["KEY"] = new("the first value") } };
        lab.Nomad.Fail("PUT /v1/var/", new Fault(409, """{"Path":"nomad/jobs/echo","Items":{"g1_KEY":"somebody else's value"}}"""));
        (await lab.DeployAsync(service)).ShouldBe(NomadOutcome.Deployed);
        lab.Told.First().ShouldBe("somebody else wrote the variable nomad/jobs/echo at the same time; it is planned again");
        string.Join('\n', lab.Told).ShouldNotContain("value");
    }
}

using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Nomad;
using JamLab.Tests.Inventory;
using JamLab.Tests.Services.Nomad.Api;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Nomad;

public sealed class ServiceRuntimeTests
{
    private const string Head = """
        schema: 1
        lab: { name: jam, domain: lab.internal, runtime: nomad, networks: { lan: { cidr: 10.77.0.0/16 } } }
        hypervisor: nspawn
        defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }
        groups:
          vs: { roles: [podman, nomad] } # allow JAM0501
        vms:
          vs[0..2]: { address: 10.77.0.10, groups: [vs] }
        services:

        """;

    private const string Echo = "  echo: { group: vs, count: 2, image: localhost/echo:1, port: 80, check: /health }\n";
    private const string Wiki = "  wiki: { job: files/wiki.nomad.hcl }\n";

    [Fact]
    public async Task Services_are_planned_deployed_and_then_left_alone()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Scheduler.AllIsWell = true;
        var (runtime, deployments) = Of(lab, Echo);
        var plan = (await runtime.PlanAsync(deployments, default)).ShouldHaveSingleItem();
        (plan.IsEmpty, plan.Instances[0].Host, plan.Instances[0].Version).ShouldBe((false, "nomad", null));
        var outcome = await runtime.DeployAsync(plan, null, default);
        (outcome.Kind, outcome.Problem, outcome.Before, string.Join(' ', outcome.Hosts)).ShouldBe((OutcomeKind.Deployed, null, null, "vs0 vs1"));
        var again = (await runtime.PlanAsync(deployments, default)).ShouldHaveSingleItem();
        (again.IsEmpty, again.Instances[0].Version).ShouldBe((true, "v1"));
        (await runtime.DeployAsync(again, null, default)).Kind.ShouldBe(OutcomeKind.Unchanged);
    }

    [Fact]
    public async Task A_version_that_does_not_run_is_told_as_reverted()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Scheduler.AllIsWell = true;
        var (runtime, deployments) = Of(lab, Echo);
        await runtime.DeployAsync((await runtime.PlanAsync(deployments, default))[0], null, default);
        lab.Nomad.Scheduler.AllIsWell = false;
        var newer = deployments[0] with { Version = "v2" };
        var deploying = runtime.DeployAsync((await runtime.PlanAsync([newer], default))[0], deployments[0], default);
        await lab.Nomad.BlockedAsync("/v1/deployment/");
        lab.Nomad.Scheduler.MakeFail("echo", ["Terminated: Exit Code: 1"]);
        await lab.Nomad.BlockedAsync("/v1/job/echo/deployments");
        lab.Nomad.Scheduler.MakeHealthy("echo");
        var outcome = await deploying.WaitAsync(TimeSpan.FromSeconds(60));
        (outcome.Kind, outcome.Before, outcome.Version).ShouldBe((OutcomeKind.Reverted, "v1", "v2"));
        outcome.Problem.ShouldBe("version 1 of echo does not run: Failed due to unhealthy allocations - rolling back to job version 0");
        outcome.WayOut.ShouldNotBeNull().ShouldEndWith("version 0 runs again");
    }

    [Fact]
    public async Task Mistakes_in_jobs_are_told_before_anything_is_changed()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Routes.Parse = _ => (400, "input.hcl:1,7-9: Unsupported argument; No");
        var (runtime, deployments) = Of(lab, Echo + Wiki);
        var failure = await Should.ThrowAsync<DiagnosticException>(() => runtime.PlanAsync(deployments, default));
        failure.Diagnostics.Select(one => one.ToString()).ShouldBe(["environments/test/files/wiki.nomad.hcl:1:7: error JAM0451: Nomad cannot read the job of 'wiki': Unsupported argument; No"]);
        lab.Nomad.State.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Nomad_that_does_not_answer_is_each_services_problem()
    {
        await using var lab = await TestLab.StartAsync(connection => connection with { Servers = [TestLab.Nobody()] });
        var (runtime, deployments) = Of(lab, Echo);
        var plan = (await runtime.PlanAsync(deployments, default)).ShouldHaveSingleItem();
        plan.Instances[0].Problem.ShouldNotBeNull().ShouldContain("Nomad cannot be asked");
        (await runtime.DeployAsync(plan, null, default)).Kind.ShouldBe(OutcomeKind.Failed);
        (await runtime.StatusAsync(deployments, default)).ShouldHaveSingleItem().Instances.ShouldBe([new InstanceStatus("nomad", null, "unreachable", false)]);
    }

    [Fact]
    public async Task Before_Nomads_machines_are_made_everything_would_change()
    {
        var (runtime, deployments) = Of(null, Echo);
        var plan = (await runtime.PlanAsync(deployments, default)).ShouldHaveSingleItem();
        plan.Instances[0].Differences.ShouldHaveSingleItem().What.ShouldBe("Nomad's machines do not exist yet");
        (await runtime.DeployAsync(plan, null, default)).Kind.ShouldBe(OutcomeKind.Failed);
        (await runtime.StatusAsync(deployments, default)).ShouldHaveSingleItem().Healthy.ShouldBe(0);
    }

    [Fact]
    public async Task Instances_are_told_with_their_versions_and_leftovers_are_stopped()
    {
        await using var lab = await TestLab.StartAsync();
        await lab.DeployedAsync(TestLab.Echo with { Name = "old" });
        lab.Nomad.Scheduler.AllIsWell = true;
        var (runtime, deployments) = Of(lab, Echo);
        await runtime.DeployAsync((await runtime.PlanAsync(deployments, default))[0], null, default);
        (await runtime.StatusAsync(deployments, default)).ShouldHaveSingleItem().Instances
            .ShouldBe([new InstanceStatus("vs0", "v1", "passing", true), new InstanceStatus("vs1", "v1", "passing", true)]);
        runtime.Left.ShouldBe(["old"]);
        await runtime.StopAsync("old", default);
        await runtime.StatusAsync(deployments, default);
        runtime.Left.ShouldBeEmpty();
    }

    private static (NomadServiceRuntime Runtime, IReadOnlyList<Deployment> Deployments) Of(TestLab? lab, string services)
    {
        var result = InventoryFile.Parse(Head + services, "environments/test/inventory.yml", Repository.Images, Stages.Roles.Known);
        var inventory = result.Inventory.ShouldNotBeNull(string.Join('\n', result.Diagnostics));
        var deployments = inventory.Services.Values.Select(service => new Deployment(service, Defined(service), "v1", [])).ToList();
        return (new NomadServiceRuntime(lab?.Client, TestLab.Of, inventory, name => new Secret(name), lab is null ? _ => { } : lab.Tell, TimeProvider.System), deployments);
    }

    private static ServiceDefinition Defined(Service service) => service.Job is not null
        ? new ServiceDefinition(service.Name, ServiceKind.Job, "job \"wiki\" {}")
        : new ServiceDefinition(service.Name, ServiceKind.Image, service.Image!.Value.Value) { Ports = new SortedDictionary<string, int> { ["http"] = 80 }, Routed = "http", Check = new DefinedCheck("/health") };
}

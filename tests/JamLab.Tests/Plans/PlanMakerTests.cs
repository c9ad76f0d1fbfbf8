using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages;
using JamLab.Stages.Plans;
using JamLab.Stages.Portal;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Services;
using JamLab.Tests.Services;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Plans;

public sealed class PlanMakerTests
{
    private static readonly LabInventory Inventory = ServiceLab.Of("echo:\n  group: vs\n  count: 2\n  command: busybox httpd -f -p $PORT\n  packages: [busybox]\n  port: 8080\n");
    private static readonly Difference Version = new("version", "000000000000", "111111111111");
    private static readonly Difference Kept = new("rules", null, "new");

    [Fact]
    public void Hosts_keep_what_differs_and_count_what_does_not()
    {
        var report = new HostReport("vs1", HostOutcome.WouldChange)
        {
            Resources = [new("base", "file a", ResourceOutcome.Unchanged), new("base", "file b", ResourceOutcome.WouldChange) { Differences = [new Difference("mode", "0600", "0644")] }, new("base", "file c", ResourceOutcome.Unchanged)],
        };
        var plan = Make(new PlanNotes { Hosts = [report, new HostReport("vb0", HostOutcome.Unchanged)] });
        plan.Hosts!.Select(host => (host.Name, host.Unchanged, host.Resources.Count)).ShouldBe([("vs1", 2, 1), ("vb0", 0, 0)]);
        plan.Hosts![0].Place!.Line.ShouldBe(Inventory.Find("vs1")!.Name.Source.Line);
        plan.HasChanges.ShouldBeTrue();
        plan.HasDataLoss.ShouldBeFalse();
    }

    [Fact]
    public void A_machine_that_left_the_inventory_has_no_place()
    {
        var machines = new ProvisioningPlan([new MachineChange("vs0", MachineAction.Create, false, ""), new MachineChange("old", MachineAction.Destroy, true, "it is not in the inventory")], [], new Dictionary<string, JamLab.Stages.Provisioning.Machines.MachineSpec>());
        var plan = Make(new PlanNotes { Machines = machines });
        plan.Machines!.Select(one => one.Place?.Line).ShouldBe([Inventory.Find("vs0")!.Name.Source.Line, null]);
        plan.HasDataLoss.ShouldBeTrue();
    }

    [Fact]
    public void What_hosts_need_for_no_service_in_particular_stands_beside_the_services()
    {
        var deployment = ServiceLab.Deployment(Inventory, "echo");
        var reports = new[]
        {
            new HostReport("vs0", HostOutcome.WouldChange) { Resources = [new("services", "consul policy services", ResourceOutcome.WouldChange) { Differences = [Kept] }, new("services", "service echo", ResourceOutcome.WouldChange) { Differences = [Version] }] },
            new HostReport("vs1", HostOutcome.Unreachable) { Problem = "no answer" },
        };
        var plan = Make(new PlanNotes { Services = new ServicesSeen([new ServicePlan(deployment, [new PlannedInstance("vs0", "000000000000", [Version]), new PlannedInstance("vs1", null, []) { Problem = "no answer" }])], reports, ["gone"], Prunes: false) });
        plan.Services!.Select(one => (one.Name, one.Action)).ShouldBe([("echo", ServiceAction.Deploy), ("gone", ServiceAction.Left)]);
        plan.ServiceHosts.Select(one => (one.Name, one.Resources.Count, one.Problem)).ShouldBe([("vs0", 1, null), ("vs1", 0, "no answer")]);
        plan.ServiceHosts[0].Resources[0].Name.ShouldBe("consul policy services");
        plan.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void A_service_of_which_only_a_host_gave_no_answer_is_not_said_to_change()
    {
        var silent = new ServicePlan(ServiceLab.Deployment(Inventory, "echo"), [new PlannedInstance("vs0", null, []) { Problem = "no answer" }]);
        var plan = Make(new PlanNotes { Services = new ServicesSeen([silent], [], [], Prunes: false) });
        plan.HasChanges.ShouldBeFalse();
        plan.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void Removing_is_a_change_only_when_it_was_asked_for()
    {
        Make(new PlanNotes { Services = new ServicesSeen([], [], ["gone"], Prunes: false) }).HasChanges.ShouldBeFalse();
        Make(new PlanNotes { Services = new ServicesSeen([], [], ["gone"], Prunes: true) }).HasChanges.ShouldBeTrue();
    }

    [Fact]
    public void A_failure_is_told_once()
    {
        var notes = new PlanNotes { Hosts = [new HostReport("vs0", HostOutcome.Unreachable) { Problem = "vs0 gives no answer", WayOut = "switch it on" }] };
        notes.Failures["ConfigureBase"] = new StageException("vs0: vs0 gives no answer\n  switch it on");
        notes.Failures["BuildTemplates"] = new StageException("the mirror is gone", "name another");
        notes.Failures["ValidateInventory"] = new DiagnosticException("JAM0101", "bad");
        notes.Failures["ProvisionVms"] = new OperationCanceledException();
        var plan = Make(notes, "ValidateInventory", "BuildTemplates", "ProvisionVms", "ConfigureBase", "DeployServices");
        plan.Targets.Select(one => (one.Cause, one.WayOut)).ShouldBe([(null, null), ("the mirror is gone", "name another"), ("it was cut off", null), (null, null), (null, null)]);
        plan.Diagnostics.ShouldHaveSingleItem().Code.ShouldBe("JAM0101");
    }

    private static LabPlan Make(PlanNotes notes, params IEnumerable<string> failed) =>
        new PlanMaker(Inventory, notes).Make(new LabPlan("local", DateTimeOffset.UnixEpoch), [], [.. failed.Select(name => new TargetOutcome(name, "Failed", TimeSpan.Zero, []))]);
}

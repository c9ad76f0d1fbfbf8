using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Processes;
using JamLab.Stages.Provisioning;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Provisioning;

/// <summary>The real Terraform with the real modules; only what stands for a machine is a shell that waits.</summary>
public sealed class ProvisioningStageTests : IDisposable
{
    private readonly PaperLab _lab = new();

    public ProvisioningStageTests() => Assert.SkipWhen(Programs.Find("terraform") is null, "needs terraform");

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_lab_that_runs_as_it_should_is_left_alone()
    {
        await _lab.ApplyAsync();
        (await _lab.PlanAsync()).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_killed_machine_is_healed_and_the_others_run_on()
    {
        await _lab.ApplyAsync();
        var other = _lab.Process("dns0");
        _lab.Kill("vb0");

        (await _lab.PlanAsync()).Changes.ShouldBe([new MachineChange("vb0", MachineAction.Heal, false, "it does not run")]);
        await _lab.ApplyAsync();

        _lab.Process("vb0").ShouldNotBeNull();
        _lab.Process("dns0").ShouldBe(other);
        (await _lab.PlanAsync()).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_vanished_disk_is_made_anew()
    {
        await _lab.ApplyAsync();
        File.Delete(Path.Combine(_lab.Folder("vb0"), "root.qcow2"));

        (await _lab.PlanAsync()).Changes.ShouldBe([new MachineChange("vb0", MachineAction.Heal, false, "its disk is gone") { MakesDisks = true }]);
    }

    [Fact]
    public async Task More_memory_restarts_only_that_machine()
    {
        await _lab.ApplyAsync();
        var (restarted, other) = (_lab.Process("vb0"), _lab.Process("dns0"));

        var changed = _lab.With("memory: 1GiB", "memory: 2GiB");
        (await changed.PlanAsync()).Changes.ShouldBe([new MachineChange("vb0", MachineAction.Restart, false, "memory 1GiB -> 2GiB")]);
        await changed.ApplyAsync();

        _lab.Process("vb0").ShouldNotBeNull().ShouldNotBe(restarted);
        _lab.Process("dns0").ShouldBe(other);
    }

    [Fact]
    public async Task A_disk_that_would_shrink_is_refused()
    {
        await _lab.ApplyAsync();
        var refused = await Should.ThrowAsync<DiagnosticException>(() => _lab.With("data: 1GiB", "data: 512MiB").PlanAsync());
        refused.Diagnostics.ShouldHaveSingleItem().Code.ShouldBe("JAM0484");
    }

    [Fact]
    public async Task A_limited_run_makes_no_other_machine()
    {
        (await _lab.PlanAsync("vb0")).Changes.Select(change => change.Machine).ShouldBe(["vb0"]);
        await _lab.ApplyAsync("vb0");
        Directory.Exists(_lab.Folder("dns0")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_limited_destruction_touches_no_other_machine()
    {
        await _lab.ApplyAsync();
        var other = _lab.Process("dns0");

        var plan = await _lab.PlanDestroyAsync("vb0");
        plan.Changes.ShouldBe([new MachineChange("vb0", MachineAction.Destroy, true, "you asked for it")]);
        await _lab.DestroyAsync(plan, "vb0");

        _lab.Process("vb0").ShouldBeNull();
        Directory.Exists(_lab.Folder("vb0")).ShouldBeFalse();
        _lab.Process("dns0").ShouldBe(other);
        (await _lab.PlanAsync()).Changes.ShouldBe([new MachineChange("vb0", MachineAction.Create, false, "") { MakesDisks = true, StartsBlindly = true }]);
    }

    [Fact]
    public async Task A_lost_state_is_told_before_a_disk_that_was_in_use_goes()
    {
        await _lab.ApplyAsync();
        File.WriteAllText(Path.Combine(_lab.Folder("vb0"), "ready"), "");
        File.Delete(_lab.TerraformState);

        (await _lab.PlanAsync()).LosingData.Select(change => (change.Machine, change.Reason))
            .ShouldBe([("vb0", "Terraform's state does not know its disk")]);
    }

    [Fact]
    public async Task What_a_killed_run_did_not_come_to_save_is_saved_by_the_next()
    {
        await _lab.ApplyAsync();
        var endpoint = _lab.Machines.Endpoint("vb0").ShouldNotBeNull();
        var state = JsonNode.Parse(await File.ReadAllTextAsync(_lab.TerraformState, TestContext.Current.CancellationToken))!;
        state["outputs"] = new JsonObject();
        await File.WriteAllTextAsync(_lab.TerraformState, state.ToJsonString(), TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(_lab.Machines.StateFolder, "endpoints.json"));

        (await _lab.PlanAsync()).IsEmpty.ShouldBeTrue();
        await _lab.ApplyAsync();
        _lab.Machines.Endpoint("vb0").ShouldBe(endpoint);
        (await _lab.PlanAsync()).HasSteps.ShouldBeFalse();
    }

    [Fact]
    public async Task The_environments_own_backend_is_used()
    {
        Directory.CreateDirectory(Path.Combine(_lab.Paths.EnvironmentFolder, "terraform"));
        var elsewhere = Path.Combine(_lab.Paths.Root, "elsewhere.tfstate");
        File.WriteAllText(Path.Combine(_lab.Paths.EnvironmentFolder, "terraform", "backend.tf"), $$"""
            terraform {
              backend "local" {
                path = "{{elsewhere}}"
              }
            }
            """);
        await _lab.ApplyAsync("dns0");
        File.Exists(elsewhere).ShouldBeTrue();
        File.Exists(_lab.TerraformState).ShouldBeFalse();
    }
}

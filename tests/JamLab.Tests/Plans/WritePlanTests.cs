using System.Security.Cryptography;
using System.Text;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages;
using JamLab.Stages.Plans;
using JamLab.Stages.Portal;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Plans;

public sealed class WritePlanTests : IDisposable
{
    private const string Inventory = """
        schema: 1
        lab: { name: lab, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/16 } } }
        hypervisor: nspawn
        defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }
        vms: { vs0: { address: 10.77.0.130, roles: [dns] } }

        """;

    private readonly TemporaryFolder _root = new();
    private readonly Dictionary<string, string> _variables = new() { ["GITHUB_SHA"] = "0c9d1f2e", ["GITHUB_SERVER_URL"] = "https://github.com", ["GITHUB_REPOSITORY"] = "jam/lab", ["GITHUB_RUN_ID"] = "42" };

    public WritePlanTests()
    {
        Directory.CreateDirectory(Path.Combine(EnvironmentFolder, ".state", "nspawn"));
        Directory.CreateSymbolicLink(_root / "images", Repository.File("images"));
        File.WriteAllText(Path.Combine(EnvironmentFolder, "inventory.yml"), Inventory);
        _variables["HOME"] = _root.Path;
    }

    private string EnvironmentFolder => Path.Combine(_root.Path, "environments", "local");

    private LabPlan Written => LabPlan.FromJson(File.ReadAllText(Path.Combine(_root.Path, "artifacts", "local", "plan.json")));

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task It_says_what_was_seen_and_from_what()
    {
        var stages = Stages();
        await stages.BuildTemplatesAsync(force: false, [], TestContext.Current.CancellationToken);
        stages.WritePlan([Target("ValidateInventory"), Target("BuildTemplates")]).ShouldBe(Path.Combine("artifacts", "local", "plan.md"));
        Written.Templates!.Select(one => (one.Image, string.Join(", ", one.Reasons))).ShouldBe([("debian-12", "there is none yet")]);
        Written.Machines.ShouldBeNull("nobody asked");
        Written.InventoryFile.ShouldBe("environments/local/inventory.yml");
        Written.InventoryHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Inventory))));
        Written.Commit.ShouldBe("0c9d1f2e");
        Written.Run.ShouldBe("https://github.com/jam/lab/actions/runs/42");
        Written.HasChanges.ShouldBeTrue();
        Written.IsComplete.ShouldBeTrue();
        File.ReadAllText(Path.Combine(_root.Path, "artifacts", "local", "plan.md")).ShouldContain("| `debian-12` | `there is none yet` |");
    }

    [Fact]
    public async Task A_target_that_failed_is_in_it_with_its_cause()
    {
        var stages = Stages();
        // A dry run of machines needs a tool, and none may be installed.
        await Should.ThrowAsync<DiagnosticException>(stages.PrepareAsync(templates: false, machines: true, configuration: false, TestContext.Current.CancellationToken));
        stages.WritePlan([Target("Prepare", "Failed"), Target("ProvisionVms", "Skipped")]);
        Written.IsComplete.ShouldBeFalse();
        Written.Diagnostics.ShouldContain(one => one.Code == "JAM0701" && one.IsError);
        Written.Targets.Select(one => one.Status).ShouldBe(["Failed", "Skipped"]);
    }

    [Fact]
    public void A_wrong_inventory_is_told_with_its_places()
    {
        File.WriteAllText(Path.Combine(EnvironmentFolder, "inventory.yml"), Inventory.Replace("512MiB", "512", StringComparison.Ordinal));
        Stages().WritePlan([Target("ValidateInventory", "Failed")]);
        var problem = Written.Diagnostics.ShouldHaveSingleItem();
        problem.Place!.ToString().ShouldStartWith("environments/local/inventory.yml:4:");
        Written.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void An_environment_that_is_not_there_gives_a_plan_that_says_so()
    {
        Directory.Delete(EnvironmentFolder, recursive: true);
        Stages().WritePlan([Target("ValidateInventory", "Failed")]);
        Written.Diagnostics.ShouldHaveSingleItem().Code.ShouldBe("JAM0405");
        Written.InventoryHash.ShouldBeEmpty();
    }

    [Fact]
    public async Task Secrets_of_the_state_and_of_the_run_are_taken_out_of_both_files()
    {
        File.WriteAllText(Path.Combine(EnvironmentFolder, ".state", "nspawn", "secrets.json"), """{ "a": "debian-12" }""");
        _variables["GITHUB_TOKEN"] = "there is none yet";
        var stages = Stages();
        await stages.BuildTemplatesAsync(force: false, [], TestContext.Current.CancellationToken);
        stages.WritePlan([Target("BuildTemplates")]);
        Written.Templates!.Select(one => (one.Image, string.Join(", ", one.Reasons))).ShouldBe([("***", "***")]);
        foreach (var file in Directory.GetFiles(Path.Combine(_root.Path, "artifacts", "local")))
        {
            File.ReadAllText(file).ShouldNotContain("debian-12");
            File.ReadAllText(file).ShouldNotContain("there is none yet");
        }
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_fails_no_run()
    {
        File.WriteAllText(_root / "artifacts", "a file where the folder should be");
        Stages().WritePlan([]).ShouldBeNull();
    }

    private LabStages Stages() => new(new StageOptions(_root.Path, "local") { DryRun = true, InstallTools = false }, Logger.None, TimeProvider.System, _variables.GetValueOrDefault);

    private static TargetOutcome Target(string name, string status = "Succeeded") => new(name, status, TimeSpan.FromSeconds(1), []);
}

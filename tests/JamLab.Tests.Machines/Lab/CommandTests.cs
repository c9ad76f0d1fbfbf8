using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Lab;

[Collection("containers")]
public sealed class CommandTests(Repository repository) : IAsyncLifetime
{
    private readonly TestLab _lab = TestLab.Nspawn(repository);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_dry_run_before_anything_exists_tells_what_would_be_made_and_touches_nothing()
    {
        (await _lab.SucceedAsync("ProvisionVms", "--dry-run")).Out.ShouldContain("Changed: would have created dns0 vb0 vs0");
        _lab.Traces().ShouldBeEmpty();
        var status = await _lab.SucceedAsync("Status");
        status.Lines.Count(line => line.Contains(" missing ", StringComparison.Ordinal)).ShouldBe(3, status.All);
        _lab.Traces().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_is_drawn_as_text_and_touches_nothing()
    {
        var plan = await _lab.SucceedAsync("ProvisionVms", "--plan");
        plan.Lines.Where(line => line.Contains(" ─ ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3])
            .ShouldBe(["ValidateInventory", "Prepare", "BuildTemplates", "ProvisionVms"]);
        Directory.Exists(_lab.State).ShouldBeFalse();
    }

    [Fact]
    public async Task A_broken_inventory_is_shown_with_its_place_and_nothing_is_touched()
    {
        _lab.EditInventory("address: 10.77.0.120", "address: 10.77.0.53");
        _lab.EditInventory("memory: 512MiB", "memory: 512Mib");
        var result = await _lab.RunAsync("ProvisionVms");
        result.ExitCode.ShouldBe(2, result.All);
        var lines = await File.ReadAllLinesAsync(_lab.Inventory, TestContext.Current.CancellationToken);
        var memory = Array.FindIndex(lines, line => line.Contains("512Mib", StringComparison.Ordinal));
        var address = Array.FindLastIndex(lines, line => line.Contains("10.77.0.53", StringComparison.Ordinal));
        result.Out.ShouldContain($"environments/{_lab.Name}/inventory.yml:{memory + 1}:{lines[memory].IndexOf("512", StringComparison.Ordinal) + 1}: error");
        result.Out.ShouldContain($"environments/{_lab.Name}/inventory.yml:{address + 1}:{lines[address].IndexOf("10.", StringComparison.Ordinal) + 1}: error");
        result.All.ShouldNotContain("   at ");
        Directory.Exists(_lab.State).ShouldBeFalse();
    }

    [Fact]
    public async Task A_limit_confines_the_run_and_an_unknown_one_is_a_mistake()
    {
        var unknown = await _lab.RunAsync("ProvisionVms", "--limit", "vb9");
        unknown.ExitCode.ShouldBe(2, unknown.All);
        unknown.Out.ShouldContain("--limit vb9 matches no machine");
        _lab.Traces().ShouldBeEmpty();

        var limited = await _lab.SucceedAsync("ProvisionVms", "--limit", "vb");
        limited.Out.ShouldContain("Changed: created vb0", customMessage: limited.All);
        _lab.Processes().Where(machine => machine.Value is not null).Select(machine => machine.Key).ShouldBe(["vb0"]);
        var vb0 = _lab.Process("vb0");

        // All that it stands on is left out: it uses what is there.
        var skip = await _lab.SucceedAsync("ProvisionVms", "--skip", "--limit", "vs0");
        skip.Out.ShouldContain("Changed: created vs0");
        skip.Lines.ShouldContain(line => line.StartsWith("BuildTemplates", StringComparison.Ordinal) && line.Contains("Skipped", StringComparison.Ordinal), skip.All);
        _lab.Process("dns0").ShouldBeNull();
        _lab.Process("vb0").ShouldBe(vb0);
        Directory.Exists(_lab.MachineFile("dns0", "disk")).ShouldBeFalse();

        (await _lab.SucceedAsync("DestroyVms", "--limit", "vs0", "--allow-destroy")).Out.ShouldContain("Changed: destroyed vs0");
        _lab.Process("vs0").ShouldBeNull();
        _lab.Process("vb0").ShouldBe(vb0);
    }
}

using JamLab.Inventory.Model;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Systemd;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services;

public sealed class StageTests : IDisposable
{
    private const string Chain = """
        db: { group: vs, command: x, port: 1000, check: { http: / } }
        api: { group: vs, command: x, port: 1001, depends_on: [db] }
        page: { group: vs, command: x, port: 1002, depends_on: [api] }
        other: { group: vs, command: x, port: 1003 }
        """;

    private readonly TemporaryFolder _folder = new();

    private ServiceHistory History => new(_folder.Path, TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Services_come_after_those_that_they_depend_on()
    {
        var runtime = new RecordedRuntime();
        var outcomes = await DeployAsync(runtime, "1");
        runtime.Deployed.Select(one => one.Service).ShouldBe(["db", "other", "api", "page"]);
        outcomes.Select(one => one.Service).ShouldBe(["db", "api", "page", "other"]);
    }

    [Fact]
    public async Task What_depends_on_a_failure_is_left_as_it_is_and_the_rest_goes_on()
    {
        var runtime = new RecordedRuntime("db");
        var outcomes = await DeployAsync(runtime, "1");
        runtime.Deployed.Select(one => one.Service).ShouldBe(["db", "other"]);
        outcomes.Select(one => $"{one.Service} {one.Kind}").ShouldBe(["db Deployed", "api Skipped", "page Skipped", "other Deployed"]);
        outcomes[1].Problem.ShouldBe("not deployed, since it depends on db, which failed");
        outcomes[2].Problem.ShouldBe("not deployed, since it depends on api, which failed");
    }

    [Fact]
    public async Task Only_versions_that_were_well_come_back()
    {
        await DeployAsync(new RecordedRuntime(), "1");
        await DeployAsync(new RecordedRuntime("db", "other", "api", "page"), "2");
        var runtime = new RecordedRuntime();
        await DeployAsync(runtime, "3");
        runtime.Deployed.ShouldAllBe(one => one.Before == "1");
        var record = History.Of("db");
        record.Good.ShouldBe(["1", "3"]);
        record.Entries.Select(entry => $"{entry.Version} {entry.Outcome}").ShouldBe(["1 deployed", "2 failed", "3 deployed"]);
        File.ReadAllText(_folder.Path / "db" / "3.json").ShouldContain("\"program\": \"3\"");
    }

    [Fact]
    public async Task A_run_that_changes_nothing_adds_nothing_to_the_history()
    {
        await DeployAsync(new RecordedRuntime(), "1");
        var before = File.ReadAllText(_folder.Path / "db" / "history.json");
        await DeployAsync(new RecordedRuntime(), "1");
        File.ReadAllText(_folder.Path / "db" / "history.json").ShouldBe(before);
    }

    [Fact]
    public async Task Rolling_back_twice_goes_back_two_versions()
    {
        foreach (var version in new[] { "1", "2", "3" })
            await DeployAsync(new RecordedRuntime(), version);
        var inventory = ServiceLab.Of(Chain);
        History.RolledBack(ServiceLab.Deployment(inventory, "db", "2"));
        History.Of("db").Good.ShouldBe(["1", "2"]);
        History.RolledBack(ServiceLab.Deployment(inventory, "db", "1"));
        History.Of("db").Good.ShouldBe(["1"]);
        History.Definition("db", "1").ShouldNotBeNull().Program.ShouldBe("1");
    }

    [Theory]
    [InlineData("{}", false, "vs0 vs1 vs2")]
    [InlineData("{}", true, "vs0|vs1|vs2")]
    [InlineData("{ parallel: 2 }", true, "vs0 vs1|vs2")]
    [InlineData("{ canary: 1, parallel: 2 }", true, "vs0|vs1 vs2")]
    [InlineData("{ canary: 2 }", true, "vs0 vs1|vs2")]
    public void Canaries_go_first_and_then_so_many_at_a_time(string update, bool runsAlready, string batches)
    {
        var inventory = ServiceLab.Of($"web: {{ group: vs, count: 3, command: x, port: 80, update: {update} }}");
        var plan = new ServicePlan(ServiceLab.Deployment(inventory, "web"), [new PlannedInstance("vs0", runsAlready ? "0" : null, [])]);
        List<Host> pending = [.. inventory.Hosts.Where(host => host.Name.Value.StartsWith("vs", StringComparison.Ordinal))];
        string.Join('|', SystemdRuntime.Batches(plan, pending).Select(batch => string.Join(' ', batch.Select(host => host.Name.Value)))).ShouldBe(batches);
    }

    private Task<IReadOnlyList<ServiceOutcome>> DeployAsync(RecordedRuntime runtime, string version)
    {
        var inventory = ServiceLab.Of(Chain);
        var plans = inventory.Services.Keys.Select(name => new ServicePlan(ServiceLab.Deployment(inventory, name, version), [new PlannedInstance("vs0", null, [new JamLab.Convergence.Difference("version")])])).ToList();
        return new ServiceStage(runtime, History, definition => definition.Program).DeployAsync(plans, TestContext.Current.CancellationToken);
    }
}

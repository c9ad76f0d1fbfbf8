using System.Text.Json.Nodes;
using JamLab.Convergence;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages;
using JamLab.Stages.GitHub;
using JamLab.Stages.Plans;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Updates;
using JamLab.Stages.Workflows;
using JamLab.Stages.Workflows.Reporting;
using JamLab.Tests.GitHub.Server;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows;

/// <summary>What workflows tell GitHub, from the artifacts of other jobs to what stands there.</summary>
public sealed class ReportingTests : IAsyncLifetime
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];
    private FakeGitHub _fake = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PlanReports Reports => new(Path.Combine(_folder.Path, "plans"), GitHub, _variables.GetValueOrDefault, TimeProvider.System, Logger.None);

    private GitHubStage GitHub => new(_folder.Path, _variables.GetValueOrDefault, _fake.Time, Logger.None);

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeGitHub.StartAsync();
        foreach (var (name, value) in new[] { ("GITHUB_REPOSITORY", "octocat/lab"), ("GITHUB_SERVER_URL", $"{_fake.Address}"), ("GITHUB_API_URL", $"{_fake.Address}"), ("GITHUB_TOKEN", FakeGitHub.Token), ("GITHUB_STEP_SUMMARY", At("summary.md")), ("GITHUB_OUTPUT", At("output")) })
            _variables[name] = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _fake.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pull_request_gets_one_comment_that_is_updated_and_a_check_at_the_inventorys_lines()
    {
        Keep(Changing("home"));
        (await Reports.CommentAsync(["home"], 7, Commit, Cancellation)).ShouldBe("comment created, home would change");
        Keep(Changing("home") with { Machines = [new PlanMachine("vs1", MachineAction.Replace, LosesData: true, "its disk shrinks") { Place = new PlanPlace("environments/home/inventory.yml", 40, 3, 3) }] });
        (await Reports.CommentAsync(["home"], 7, Commit, Cancellation)).ShouldBe("comment updated, data would be lost");

        var body = (string)_fake.Comments.ShouldHaveSingleItem()["body"]!;
        body.ShouldStartWith("<!-- jamlab:plan -->\n");
        body.IndexOf("<!-- jamlab:plan -->", 5, StringComparison.Ordinal).ShouldBe(-1);
        body.ShouldContain("vs1");
        var check = _fake.CheckRuns[^1];
        ((string)check["head_sha"]!).ShouldBe(Commit);
        ((string)check["conclusion"]!).ShouldBe("neutral");
        var annotation = check["annotations"]!.AsArray()[0]!;
        ((string)annotation["path"]!, (int)annotation["start_line"]!).ShouldBe(("environments/home/inventory.yml", 40));
        File.ReadAllText(At("summary.md")).ShouldContain("vs1");
    }

    [Fact]
    public async Task A_job_that_left_no_plan_is_told_and_fails_the_check()
    {
        (await Reports.CommentAsync(["home"], 7, Commit, Cancellation)).ShouldBe("comment created, not everything could be asked");
        ((string)_fake.Comments.ShouldHaveSingleItem()["body"]!).ShouldContain("its job left no plan");
        ((string)_fake.CheckRuns.ShouldHaveSingleItem()["conclusion"]!).ShouldBe("failure");
    }

    [Fact]
    public async Task A_plan_of_another_environment_does_not_pass_for_this_one()
    {
        Keep(Changing("office"), under: "home");
        await Reports.CommentAsync(["home"], 7, Commit, Cancellation);
        ((string)_fake.Comments.ShouldHaveSingleItem()["body"]!).ShouldContain("its job left the plan of");
    }

    [Fact]
    public async Task What_a_host_says_is_told_and_nothing_of_it_is_obeyed()
    {
        const string Hostile = "-old\n+```\n+</details>\n+<!-- jamlab:plan -->\n+@octo-org/all #1 ::set-output name=a::b\n+${{ secrets.X }} `id` \u001b[31m 😀\n";
        Keep(Changing("home") with { Hosts = [new PlanHost("vb0") { Resources = [new PlanResource("base", "file /etc/motd", [new Difference("text") { Text = Hostile }])] }] });
        await Reports.CommentAsync(["home"], 7, Commit, Cancellation);
        var body = (string)_fake.Comments.ShouldHaveSingleItem()["body"]!;
        foreach (var line in new[] { "+```", "+</details>", "+@octo-org/all #1 ::set-output name=a::b", "+${{ secrets.X }} `id`" })
            body.ShouldContain(line);
        body.ShouldContain("````diff\n");
        body.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Drift_opens_an_issue_updates_it_and_closes_it_when_it_is_gone()
    {
        Keep(Changing("home"));
        (await Reports.ReportDriftAsync(["home", "office"], Cancellation)).ShouldStartWith("home differs from its inventory");
        Keep(Changing("home") with { Hosts = [Host("vb0"), Host("vb1")] });
        await Reports.ReportDriftAsync(["home", "office"], Cancellation);
        ((string)_fake.Issues.ShouldHaveSingleItem()["state"]!).ShouldBe("open");

        // A lab that does not answer says nothing about drift.
        Keep(Changing("home") with { Hosts = [new PlanHost("vb0") { Problem = "it does not answer" }] });
        (await Reports.ReportDriftAsync(["home", "office"], Cancellation)).ShouldContain("could not be asked");
        ((string)_fake.Issues.ShouldHaveSingleItem()["state"]!).ShouldBe("open");

        Keep(Changing("home") with { Hosts = [] });
        (await Reports.ReportDriftAsync(["home", "office"], Cancellation)).ShouldBe("home does not differ from its inventory");
        ((string)_fake.Issues.ShouldHaveSingleItem()["state"]!).ShouldBe("closed");
    }

    [Fact]
    public async Task Nobody_having_looked_is_no_peace() =>
        (await Should.ThrowAsync<StageException>(() => Reports.ReportDriftAsync(["home"], Cancellation))).Message.ShouldContain("no lab was looked at");

    [Theory]
    [InlineData(true, "pipelines/tools.json .github/actions.lock.json .github/workflows/apply-home.yml .github/workflows/ci.yml .github/workflows/rehearse.yml")]
    [InlineData(false, "pipelines/tools.json")]
    public async Task Updates_become_one_pull_request_with_workflows_only_where_the_token_may(bool changesWorkflows, string files)
    {
        var workflows = Repository();
        _variables["GITHUB_SHA"] = _fake.Push("main", "mona", ("README.md", "hello"));
        var found = new UpdateResult
        {
            Updates = [new("packer", "pipelines/tools.json", "1.14.2", "1.14.3", "https://example.org"), new("actions/checkout", ".github/actions.lock.json", "v5.0.0", "v5.1.0", "https://example.org")],
            Files = new Dictionary<string, string>
            {
                ["pipelines/tools.json"] = "{}",
                [".github/actions.lock.json"] = File.ReadAllText(At(".github/actions.lock.json")).Replace("v5.0.0", "v5.1.0", StringComparison.Ordinal),
            },
        };
        var proposal = new UpdateProposal(_folder.Path, workflows, GitHub, _variables.GetValueOrDefault, Logger.None);
        (await proposal.ProposeAsync(found, "main", changesWorkflows, Cancellation)).ShouldStartWith("pull request created: Update");
        var offered = _fake.Files("jamlab/updates");
        offered.Keys.Except(["README.md"]).Order(StringComparer.Ordinal).ShouldBe(files.Split(' ').Order(StringComparer.Ordinal), ignoreOrder: true);
        if (changesWorkflows)
            offered[".github/workflows/ci.yml"].ShouldContain("# v5.1.0");
        File.ReadAllText(At("output")).ShouldMatch("branch<<(.+)\njamlab/updates\n\\1\npull-request<<(.+)\n\\d+\n\\2\n");
        File.ReadAllText(At(".github/actions.lock.json")).ShouldContain("v5.0.0");

        (await proposal.TellAsync((int)(long)_fake.Pulls.ShouldHaveSingleItem()["number"]!, "failure", "https://example.org/run", Cancellation)).ShouldBe("comment created");
        ((string)_fake.Comments.ShouldHaveSingleItem()["body"]!).ShouldContain("it failed. [The run](https://example.org/run)");
    }

    [Theory]
    [InlineData("apply", "environment=home limit=vs0 dry-run=true allow-destroy=false target=ConfigureBase")]
    [InlineData("rehearse.yml", "environment=home target=ConfigureBase")]
    [InlineData("pages", "target=ConfigureBase")]
    public void A_workflow_is_started_with_what_it_asks_for(string workflow, string expected)
    {
        var handed = new Dictionary<string, string> { ["environment"] = "home", ["limit"] = "vs0", ["dry-run"] = "true", ["allow-destroy"] = "false" };
        var inputs = Repository().InputsOf(workflow, handed, ["target=ConfigureBase"]);
        inputs.Select(one => $"{one.Key}={one.Value}").Order().ShouldBe(expected.Split(' ').Order());
        Should.Throw<DiagnosticException>(() => Repository().InputsOf(workflow, handed, ["target"])).Message.ShouldContain("--input target is not name=value");
    }

    private static LabPlan Changing(string environment) => new(environment, DateTimeOffset.UnixEpoch) { Machines = [], Hosts = [Host("vb0")], Services = [] };

    private static PlanHost Host(string name) => new(name) { Resources = [new PlanResource("base", "file /etc/motd", [new Difference("text") { Text = "-a\n+b\n" }])] };

    private WorkflowStage Repository()
    {
        foreach (var file in new[] { ".github/actions.lock.json", "environments/home/inventory.yml", "images/debian-12/image.yml" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
            File.Copy(Inventory.Repository.File(file), At(file), overwrite: true);
        }

        Directory.CreateDirectory(At("tests"));
        File.WriteAllText(At("environments/home/inventory.yml"), Inventory.Repository.Inventory("home").Replace("apply: manual", "apply: manual\n  updates: never", StringComparison.Ordinal));
        var stage = new WorkflowStage(_folder.Path, SampleLabs.Pipeline, "main", Logger.None);
        stage.Generate(overwrite: false);
        return stage;
    }

    private void Keep(LabPlan plan, string? under = null)
    {
        var file = At($"plans/plan-{under ?? plan.Environment}/plan.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, plan.ToJson());
    }

    private string At(string file) => Path.Combine(_folder.Path, file);
}

using JamLab.Tests.Machines.Lab.Support;
using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace JamLab.Tests.Machines.Workflows;

/// <summary>Applying fills the cache that pull requests read, as at GitHub: it comes first, so that the build is compiled once.</summary>
public sealed class ByName : ITestMethodOrderer
{
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod => [.. testMethods.OrderBy(test => test?.MethodName, StringComparer.Ordinal)];
}

/// <summary>The emitted workflows, executed job by job as GitHub would on a runner that is this computer.</summary>
[Collection("workflows")]
[TestMethodOrderer(typeof(ByName))]
public sealed class WorkflowTests(WorkflowRepository repository) : IClassFixture<WorkflowRepository>
{
    // The jobs of other labs are skipped, and what calls is no job of its own.
    private static IEnumerable<JobRun> Of(string lab, WorkflowRun run) => run.Jobs.Where(job => job.Id.StartsWith($"{lab} / ", StringComparison.Ordinal));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_stops_at_a_failed_job_and_goes_on_with_it_alone_until_the_lab_is_up()
    {
        Needs.Nspawn();
        var lab = repository.Applied;
        var runner = await repository.RunnerAsync(WorkflowEvent.Dispatch(("environment", lab)));

        // A file where DeployServices wants a folder.
        var inTheWay = Path.Combine(repository.State, lab, "nspawn", "services");
        Directory.CreateDirectory(Path.GetDirectoryName(inTheWay)!);
        File.WriteAllText(inTheWay, "");
        var failed = await runner.RunAsync("apply.yml", Cancellation);
        failed.Conclusion.ShouldBe(Conclusion.Failure);
        Of(lab, failed).ToDictionary(job => job.Id, job => job.Conclusion).ShouldBe(new Dictionary<string, Conclusion>
        {
            [$"{lab} / validate-inventory"] = Conclusion.Success,
            [$"{lab} / build-templates (debian-12, debian-12)"] = Conclusion.Success,
            [$"{lab} / provision-vms"] = Conclusion.Success,
            [$"{lab} / configure-base-1 (dns0, dns0)"] = Conclusion.Success,
            [$"{lab} / configure-base-1 (vb, vb)"] = Conclusion.Success,
            [$"{lab} / configure-base-2 (vs, vs)"] = Conclusion.Success,
            [$"{lab} / deploy-services (echo, echo)"] = Conclusion.Failure,
            [$"{lab} / smoke"] = Conclusion.Skipped,
        }, ignoreOrder: true, failed.ToString());

        File.Delete(inTheWay);
        var again = await runner.RerunFailedAsync(failed, Cancellation);
        again.Conclusion.ShouldBe(Conclusion.Success, again.ToString());
        Of(lab, again).Where(job => job.Attempt == 2).Select(job => job.Id).Order().ShouldBe([$"{lab} / deploy-services (echo, echo)", $"{lab} / smoke"]);

        // What other jobs have done is not done again, though they had a workspace of their own.
        var deployed = again.Job($"{lab} / deploy-services (echo, echo)");
        deployed.Log.ShouldMatch(@"ConfigureBase +Skipped +succeeded in the previous attempt");
        deployed.Log.ShouldMatch(@"DeployServices +Succeeded");
        again.Job($"{lab} / smoke").Log.ShouldContain("answers with status 200");
        again.Artifacts.Keys.ShouldContain($"reports-{lab}-configure-base-1-vb");
    }

    [Fact]
    public async Task Rehearse_makes_the_lab_that_a_pull_request_touches_and_keeps_what_was_seen()
    {
        Needs.Nspawn();
        var lab = repository.Rehearsed;
        var before = repository.Git("rev-parse", "HEAD").Trim();
        File.AppendAllText(Path.Combine(repository.Root, "environments", lab, "inventory.yml"), "# a change\n");
        repository.Git("commit", "-q", "-a", "-m", "a change");
        var happened = WorkflowEvent.PullRequest(7, "change", "main", $"environments/{lab}/inventory.yml") with
        {
            Payload = $$"""{ "number": 7, "pull_request": { "number": 7, "base": { "sha": "{{before}}" }, "head": { "repo": { "full_name": "octocat/lab" } } } }""",
        };
        var runner = await repository.RunnerAsync(happened);
        runner.IsTriggered("rehearse.yml").ShouldBeTrue();
        var run = await runner.RunAsync("rehearse.yml", Cancellation);
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        run.Jobs.Count.ShouldBe(2);
        run.Job("select").Outputs["rehearsals"].ShouldBe($$"""[{"environment":"{{lab}}","hypervisor":"nspawn"}]""");
        Directory.GetFiles(run.Artifacts[$"rehearsal-{lab}"], "lab.html", SearchOption.AllDirectories).ShouldHaveSingleItem();
        Directory.GetFiles(run.Artifacts[$"serial-logs-{lab}"], "serial.log", SearchOption.AllDirectories).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Ci_lints_the_workflows_and_runs_tests_of_both_projects()
    {
        var run = await (await repository.RunnerAsync(WorkflowEvent.Dispatch(("filter", "starts_no_process")))).RunAsync("ci.yml", Cancellation);
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        run.Job("workflows").Log.ShouldContain("workflows, 0 problems");
        foreach (var project in new[] { "JamLab.Tests", "JamLab.Tests.Machines" })
            run.Job($"test ({project})").Log.ShouldMatch(@"\b1 passed, 0 failed, 0 skipped");
    }
}

using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class RunTests
{
    [Fact]
    public async Task A_job_of_an_environment_waits_for_its_approval_and_then_goes_on_with_its_secrets()
    {
        using var repository = new TestRepository(
            """
            on: push
            jobs:
              before: { runs-on: lab, steps: [ { run: "test '${{ secrets.KEY }}${{ vars.V }}' = ''" } ] }
              bad: { runs-on: lab, steps: [ { run: exit 1 } ] }
              apply:
                needs: before
                runs-on: { group: lab, labels: [self-hosted, "${{ github.ref_name }}"] }
                environment: { name: "${{ 'home' }}", url: "https://${{ steps.s.outputs.host }}/" }
                steps: [ { id: s, run: "test '${{ secrets.KEY }}${{ vars.V }}' = kv && echo host=lab >> $GITHUB_OUTPUT" } ]
              after: { needs: apply, if: always(), runs-on: lab, steps: [ { run: "true" } ] }
            """);
        repository.Options.Environments["home"] = new EnvironmentOptions { IsApproved = false, Secrets = new Dictionary<string, string> { ["KEY"] = "k" }, Vars = new Dictionary<string, string> { ["V"] = "v" } };
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(Conclusion.Waiting);
        run.Job("apply").Conclusion.ShouldBe(Conclusion.Waiting);
        run.Job("after").Conclusion.ShouldBe(Conclusion.Waiting);

        repository.Options.Environments["home"] = repository.Options.Environments["home"] with { IsApproved = true };
        var ended = await repository.Runner.ContinueAsync(run);
        ended.Attempt.ShouldBe(1);
        ended.Job("apply").Conclusion.ShouldBe(Conclusion.Success, ended.ToString());
        ended.Job("apply").EnvironmentUrl.ShouldBe("https://lab/");
        ended.Job("apply").RunsOn.ShouldBe(["self-hosted", "main"]);
        ended.Job("apply").RunnerGroup.ShouldBe("lab");
        ended.Job("after").Conclusion.ShouldBe(Conclusion.Success);
        ended.Conclusion.ShouldBe(Conclusion.Failure, "`bad` failed before");
        ended.Job("before").ShouldBeSameAs(run.Job("before"));
        ended.Job("bad").ShouldBeSameAs(run.Job("bad"));
    }

    private const string Slow =
        """
        on: push
        concurrency: { group: "lab-${{ github.ref }}", cancel-in-progress: CANCEL }
        jobs:
          a:
            runs-on: lab
            steps:
              - run: touch "$STARTED-$GITHUB_RUN_NUMBER"; until [ -e "$RELEASE" ]; do sleep 0.05; done
              - { if: cancelled(), run: touch "$STARTED-cleaned" }
        """;

    [Fact]
    public async Task A_second_run_of_a_group_waits_and_a_third_takes_its_place()
    {
        using var lab = new SlowLab("false");
        var first = lab.Start();
        await lab.HasStartedAsync(1);
        var second = lab.Start();
        var third = lab.Start();
        (await second).Conclusion.ShouldBe(Conclusion.Cancelled);
        lab.HasStarted(3).ShouldBeFalse();
        lab.Release();
        (await first).Conclusion.ShouldBe(Conclusion.Success);
        (await third).Conclusion.ShouldBe(Conclusion.Success);
    }

    [Fact]
    public async Task A_newer_run_cancels_the_one_in_progress_if_told_so()
    {
        using var lab = new SlowLab("true");
        var first = lab.Start();
        await lab.HasStartedAsync(1);
        var second = lab.Start();
        var cancelled = await first;
        cancelled.Conclusion.ShouldBe(Conclusion.Cancelled);
        cancelled.Job("a").Steps.Select(x => x.Conclusion).ShouldBe([Conclusion.Cancelled, Conclusion.Success]);
        lab.HasStarted("cleaned").ShouldBeTrue();
        lab.Release();
        (await second).Conclusion.ShouldBe(Conclusion.Success);
    }

    [Fact]
    public async Task Cancelling_ends_all_processes_of_the_step()
    {
        using var lab = new SlowLab("false");
        using var cancel = new CancellationTokenSource();
        var run = lab.Start(cancel.Token);
        await lab.HasStartedAsync(1);
        await cancel.CancelAsync();
        (await run).Conclusion.ShouldBe(Conclusion.Cancelled);
        lab.HasStarted("cleaned").ShouldBeTrue();
    }

    [Fact]
    public async Task What_has_not_begun_is_cancelled_with_the_run_except_for_jobs_that_run_always()
    {
        using var lab = new SlowLab(
            "false",
            """
            b: { runs-on: lab, steps: [ { run: "true" } ] }
            c: { needs: a, runs-on: lab, steps: [ { run: "true" } ] }
            d: { needs: [a, b], if: always(), runs-on: lab, steps: [ { run: "test '${{ needs.a.result }} ${{ needs.b.result }}' = 'cancelled cancelled'" } ] }
            e: { needs: a, if: cancelled(), runs-on: lab, steps: [ { run: "true" } ] }
            f: { needs: a, if: failure(), runs-on: lab, steps: [ { run: "true" } ] }
            """,
            machines: 1);
        using var cancel = new CancellationTokenSource();
        var run = lab.Start(cancel.Token);
        await lab.HasStartedAsync(1);
        await cancel.CancelAsync();
        var ended = await run;
        ended.Conclusion.ShouldBe(Conclusion.Cancelled);
        ended.Jobs.OrderBy(x => x.Id).Select(x => $"{x.Id} {x.Conclusion}").ShouldBe(["a Cancelled", "b Cancelled", "c Cancelled", "d Success", "e Success", "f Cancelled"], ended.ToString());
    }

    [Fact]
    public async Task A_group_that_the_run_itself_holds_is_a_deadlock()
    {
        using var repository = new TestRepository("on: push\nconcurrency: lab\njobs: { a: { runs-on: lab, concurrency: LAB, steps: [ { run: 'true' } ] } }");
        var run = await repository.RunAsync();
        run.Job("a").Annotations[0].Message.ShouldContain("deadlock for concurrency group 'LAB'");
    }

    [Fact]
    public async Task Time_limits_fail_a_step_and_cancel_a_job()
    {
        var step = await TestRepository.StepsAsync("- { id: s, timeout-minutes: 0.003, run: 'sleep 30' }\n- { id: t, if: failure(), run: 'true' }", Hasty);
        step.Conclusion.ShouldBe(Conclusion.Failure);
        step.Step("s").Log.ShouldContain("has timed out after 0.003 minutes");
        step.Step("t").Conclusion.ShouldBe(Conclusion.Success);

        using var repository = new TestRepository("on: push\njobs: { a: { runs-on: lab, timeout-minutes: 0.003, steps: [ { id: s, run: 'trap \"\" INT TERM; sleep 30 & wait; sleep 30' }, { id: f, if: failure(), run: 'true' }, { id: c, if: always(), run: 'true' } ] } }");
        repository.Options = Hasty(repository.Options);
        var job = (await repository.RunAsync()).Job("a");
        job.Conclusion.ShouldBe(Conclusion.Cancelled);
        job.Annotations[0].Message.ShouldContain("exceeded the maximum execution time of 0.003 minutes");
        job.Steps.Select(x => x.Conclusion).ShouldBe([Conclusion.Cancelled, Conclusion.Skipped, Conclusion.Success]);

        static RunnerOptions Hasty(RunnerOptions options) => options with { CancelGrace = TimeSpan.FromMilliseconds(100) };
    }

    /// <summary>A process left behind, and whether it lives when the job is over.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("RUNNER_TRACKING_ID= ", true)]
    public async Task What_a_job_leaves_running_is_ended_unless_it_hides(string prefix, bool lives)
    {
        using var left = new LeftProcess();
        var job = await TestRepository.StepsAsync($"- run: {prefix}setsid sleep 60 > /dev/null 2>&1 & echo $! > {left.File}\n- run: kill -0 $(cat {left.File})");
        job.Conclusion.ShouldBe(Conclusion.Success, job.ToString());
        left.IsAlive.ShouldBe(lives);
    }

    [Theory]
    [InlineData("", "1 main")]
    [InlineData("fetch-depth: 0", "2 main")]
    [InlineData("ref: side", "1 side")]
    [InlineData("ref: FIRST", "1 HEAD")]
    public async Task Checkout_clones_commits_to_the_depth_asked_for(string with, string expected)
    {
        using var repository = new TestRepository("on: push\njobs: {}");
        var first = repository.Git("rev-parse", "HEAD");
        repository.Git("branch", "side");
        repository.Write(".github/workflows/w.yml", $"on: push\njobs: {{ a: {{ runs-on: lab, outputs: {{ o: '${{{{ steps.s.outputs.o }}}}' }}, steps: [ {{ uses: actions/checkout@pinned, with: {{ {with.Replace("FIRST", first, StringComparison.Ordinal)} }} }}, {{ id: s, run: 'test ! -e dirty && echo \"o=$(git rev-list --count HEAD) $(git rev-parse --abbrev-ref HEAD)\" >> $GITHUB_OUTPUT' }} ] }} }}");
        repository.Commit();
        repository.Write("dirty", "");
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        run.Outputs["a.o"].ShouldBe(expected);
    }

    [Theory]
    [InlineData("{ contents: write }", "true", true)]
    [InlineData("{ contents: write }", "false", false)]
    [InlineData("{ contents: read }", "true", false)]
    public async Task A_push_needs_the_permission_and_the_credentials(string permissions, string persist, bool works)
    {
        using var repository = new TestRepository($"on: push\npermissions: {permissions}\njobs: {{ a: {{ runs-on: lab, steps: [ {{ uses: actions/checkout@pinned, with: {{ persist-credentials: {persist} }} }}, {{ run: 'git push origin HEAD:refs/heads/made' }} ] }} }}");
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(works ? Conclusion.Success : Conclusion.Failure, run.ToString());
        repository.Git("branch", "--list", "made").Length.ShouldBe(works ? 4 : 0);
    }

    [Fact]
    public async Task Jobs_side_by_side_have_a_workspace_each_and_no_leftovers()
    {
        using var repository = new TestRepository("on: push\njobs: { a: { runs-on: lab, strategy: { max-parallel: 2, matrix: { n: [1, 2, 3, 4] } }, steps: [ { run: 'test -z \"$(ls -A)\" && touch ${{ matrix.n }} && sleep 0.1 && test \"$(ls)\" = ${{ matrix.n }}' } ] } }");
        repository.Options = repository.Options with { MaxParallelJobs = 4 };
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        run.Jobs.Select(x => x.Workspace).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task An_action_of_a_test_gets_its_inputs_and_gives_outputs()
    {
        var job = await TestRepository.StepsAsync(
            "- { id: s, uses: me/greet@pinned, with: { Who: \"${{ github.actor }}\" } }\n- run: test '${{ steps.s.outputs.said }}' = 'hello octocat'",
            x => x with
            {
                Actions = new Dictionary<string, Runner.Actions.ActionDelegate>
                {
                    ["me/greet"] = async (call, ct) =>
                    {
                        call.Expect("who");
                        call.SetOutput("said", $"hello {call.Input("who")}");
                        call.After("Post greet", false, (_, _) => Task.CompletedTask);
                        await call.CheckAsync(["sh", "-c", "echo \"::notice::in $GITHUB_WORKSPACE\""], ct);
                    },
                },
            });
        job.Conclusion.ShouldBe(Conclusion.Success, job.ToString());
        job.Annotations[0].Message.ShouldBe($"in {job.Workspace}");
        job.Steps[^1].Name.ShouldBe("Post greet");
    }

    /// <summary>A workflow whose job runs until it is released.</summary>
    private sealed class SlowLab : IDisposable
    {
        private readonly TestRepository _repository;

        public SlowLab(string cancel, string otherJobs = "", int machines = 2)
        {
            _repository = new TestRepository($"{Slow.Replace("CANCEL", cancel, StringComparison.Ordinal)}\n{TestRepository.Indent(otherJobs, 2)}");
            Started = Path.Combine(_repository.Folder, "started");
            _repository.Options = _repository.Options with
            {
                MaxParallelJobs = machines,
                CancelGrace = TimeSpan.FromSeconds(1),
                MachineEnv = new Dictionary<string, string> { ["STARTED"] = Started, ["RELEASE"] = Released },
            };
        }

        private string Started { get; }

        private string Released => Started + "-release";

        public Task<WorkflowRun> Start(CancellationToken ct = default) => _repository.Runner.RunAsync("w.yml", ct);

        public bool HasStarted(object what) => File.Exists($"{Started}-{what}");

        public async Task HasStartedAsync(int number)
        {
            while (!HasStarted(number))
                await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        public void Release() => File.WriteAllText(Released, "");

        public void Dispose() => _repository.Dispose();
    }

    private sealed class LeftProcess : IDisposable
    {
        public string File { get; } = Path.GetTempFileName();

        public bool IsAlive => Directory.Exists($"/proc/{Id}") && System.IO.File.ReadAllText($"/proc/{Id}/cmdline").Contains("sleep", StringComparison.Ordinal);

        private string Id => System.IO.File.ReadAllText(File).Trim();

        public void Dispose()
        {
            if (IsAlive)
                System.Diagnostics.Process.GetProcessById(int.Parse(Id)).Kill();
            System.IO.File.Delete(File);
        }
    }
}

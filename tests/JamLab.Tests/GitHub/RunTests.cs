using JamLab.Inventory.Diagnostics;
using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Runs;
using JamLab.Tests.GitHub.Server;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class RunTests
{
    private static readonly Dictionary<string, string> Inputs = new() { ["environment"] = "home" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dispatch_returns_the_run_that_github_names()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.AtDispatch = () => fake.AddRun(FakeGitHub.Us, "none");
        var run = await github.DispatchAsync("apply.yml", null, Inputs, Token);
        run.Id.ShouldBe((long)fake.Runs[^1]["id"]!);
        ((string)fake.Runs[^1]["inputs"]!["environment"]!).ShouldBe("home");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_older_server_is_looked_at_until_the_run_shows_up(bool refuses)
    {
        await using var fake = await FakeGitHub.StartAsync("/api/v3/");
        (fake.NamesRuns, fake.RefusesDetails, fake.LooksUntilShown) = (false, refuses, 4);
        var sha = fake.Push("main", "mona", ("a", "a"));
        using var github = fake.Open();
        fake.AddRun(FakeGitHub.Us, sha);
        fake.AtDispatch = () =>
        {
            fake.AddRun("mona", sha);
            fake.AddRun(FakeGitHub.Us, sha, "push");
            fake.AddRun(FakeGitHub.Us, "another");
        };
        var run = await github.DispatchAsync("apply.yml", "main", Inputs, Token);
        fake.Runs.Single(one => (long)one["id"]! == run.Id)["inputs"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Which_of_two_is_ours_is_not_guessed()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.NamesRuns = false;
        var sha = fake.Push("main", "mona", ("a", "a"));
        using var github = fake.Open();
        fake.AtDispatch = () => fake.AddRun(FakeGitHub.Us, sha);
        (await Should.ThrowAsync<GitHubException>(() => github.DispatchAsync("apply.yml", "main", Inputs, Token))).Message.ShouldContain("which is this one cannot be told");
    }

    [Fact]
    public async Task A_dispatch_whose_answer_was_lost_is_not_started_twice()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.Push("main", "mona", ("a", "a"));
        using var github = fake.Open();
        fake.Fail("POST /repos/octocat/lab/actions/workflows/apply.yml/dispatches", Fault.AnswerLost);
        var run = await github.DispatchAsync("apply.yml", null, Inputs, Token);
        run.Id.ShouldBe((long)fake.Runs.ShouldHaveSingleItem()["id"]!);
    }

    [Fact]
    public async Task A_dispatch_that_did_not_arrive_is_sent_again()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.Push("main", "mona", ("a", "a"));
        using var github = fake.Open();
        fake.Fail("POST /repos/octocat/lab/actions/workflows/apply.yml/dispatches", Fault.Cut);
        await github.DispatchAsync("apply.yml", null, Inputs, Token);
        fake.Runs.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../user")]
    [InlineData("apply.yml?x")]
    public async Task A_name_that_is_no_files_is_a_diagnostic(string workflow)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await Should.ThrowAsync<DiagnosticException>(() => github.DispatchAsync(workflow, "main", Inputs, Token));
        fake.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("completed")]
    public async Task A_run_is_cancelled_if_it_still_runs(string status)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var run = fake.AddRun(FakeGitHub.Us, "none", status: status);
        await github.CancelAsync(new StartedRun((long)run["id"]!, ""), Token);
        fake.Writes.ShouldHaveSingleItem().ShouldEndWith("/cancel");
    }

    [Fact]
    public async Task Each_thing_that_happens_is_told_once_and_in_order()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.Looks.AddRange(
        [
            ("queued", null, []),
            ("waiting", null, [Jobs.Job(1, "build", "waiting")]),
            ("in_progress", null, [Jobs.Job(1, "build", "in_progress", null, ("checkout", "completed", "success"), ("compile", "in_progress", null), ("upload", "queued", null))]),
            ("in_progress", null, [Jobs.Job(1, "build", "completed", "success", ("checkout", "completed", "success"), ("compile", "completed", "success"), ("upload", "completed", "skipped")), Jobs.Job(2, "test", "queued")]),
            ("completed", "failure", [Jobs.Job(1, "build", "completed", "success", ("checkout", "completed", "success"), ("compile", "completed", "success"), ("upload", "completed", "skipped")), Jobs.Job(2, "test", "completed", "failure", ("run", "completed", "failure")), Jobs.Job(3, "deploy", "completed", "skipped")]),
        ]);
        fake.Logs["2"] = "\uFEFF2026-03-14T15:00:12.1234567Z line one\r\n2026-03-14T15:00:13.1234567Z ::error::line two\n";
        using var github = fake.Open();
        var told = new List<string>();
        string? log = null;
        await foreach (var happened in github.FollowAsync(new((long)fake.AddRun(FakeGitHub.Us, "x")["id"]!, ""), Token))
        {
            told.Add(RunLines.Line(happened));
            log ??= happened.Log;
        }

        told.ShouldBe(
        [
            "run queued",
            $"run waits for approval: {fake.Address}octocat/lab/actions/runs/1001",
            "build: waits for approval: https://github.com/octocat/lab/actions/runs/1/job/1",
            "run started",
            "build: started",
            "build / checkout: started",
            "build / checkout: succeeded in 0:07",
            "build / compile: started",
            "build / compile: succeeded in 0:07",
            "build / upload: skipped",
            "build: succeeded in 1:03",
            "test: queued",
            "test: started",
            "test / run: started",
            "test / run: failed in 0:07",
            "test: failed in 1:03",
            "deploy: skipped",
            "run failed in 3:12",
        ]);
        log.ShouldBe("line one\n::error::line two");
    }

    [Fact]
    public async Task While_nothing_happens_answers_cost_nothing_and_looks_become_rarer()
    {
        await using var fake = await FakeGitHub.StartAsync();
        var same = ("in_progress", (string?)null, new[] { Jobs.Job(1, "build", "in_progress") });
        fake.Looks.AddRange(Enumerable.Repeat(same, 20));
        fake.Looks.Add(("completed", "success", [Jobs.Job(1, "build", "completed", "success")]));
        using var github = fake.Open();
        await foreach (var _ in github.FollowAsync(new((long)fake.AddRun(FakeGitHub.Us, "x")["id"]!, ""), Token))
        {
        }

        fake.NotModified.ShouldBe(38);
        fake.Time.Waits[0].ShouldBe(TimeSpan.FromSeconds(3));
        fake.Time.Waits[^1].ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(100, 0)]
    public async Task Jobs_that_lag_behind_their_run_are_waited_for_but_not_for_ever(int lag, int finished)
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.Looks.AddRange(Enumerable.Repeat(("completed", (string?)"failure", new[] { Jobs.Job(1, "build", "in_progress") }), lag));
        fake.Looks.Add(("completed", "failure", [Jobs.Job(1, "build", "completed", "failure")]));
        using var github = fake.Open();
        var told = new List<RunEvent>();
        await foreach (var happened in github.FollowAsync(new((long)fake.AddRun(FakeGitHub.Us, "x")["id"]!, ""), Token))
            told.Add(happened);
        told.Count(one => one.Job is not null && one.State == RunState.Finished).ShouldBe(finished);
        told.Count(one => one.Job is null && one.State == RunState.Finished).ShouldBe(1);
    }

    [Fact]
    public async Task A_run_of_300_jobs_is_followed_over_all_pages()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.Looks.Add(("completed", "success", [.. Enumerable.Range(1, 300).Select(i => Jobs.Job(i, $"host {i}", "completed", "success"))]));
        using var github = fake.Open();
        var told = new List<RunEvent>();
        await foreach (var happened in github.FollowAsync(new((long)fake.AddRun(FakeGitHub.Us, "x")["id"]!, ""), Token))
            told.Add(happened);
        told.Count(one => one.Job is not null && one.State == RunState.Finished).ShouldBe(300);
    }

    [Theory]
    [InlineData("::set-output name=x::y", ": :set-output name=x::y")]
    [InlineData("   ::add-mask::x", ": :add-mask::x")]
    [InlineData("see ##[error]boom", "see ## [error]boom")]
    [InlineData("\u001b[31mred\u001b[0m\u0007\u001b]0;title", "red  ]0;title")]
    [InlineData("${{ secrets.X }} `id` $(id) 🦊", "${{ secrets.X }} `id` $(id) 🦊")]
    public void What_comes_from_there_is_shown_and_not_obeyed(string text, string shown) => RunLines.Clean(text).ShouldBe(shown);
}

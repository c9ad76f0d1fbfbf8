using System.Globalization;
using System.Net;
using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Http;
using JamLab.Tests.GitHub.Server;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class FaultTests
{
    private const string Comments = "/repos/octocat/lab/issues/12/comments";

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_used_up_limit_is_waited_for(int status)
    {
        await using var fake = await FakeGitHub.StartAsync();
        var log = new Lines();
        using var github = fake.Open(log.Logger);
        fake.Fail($"POST {Comments}", Fault.Is(status, "API rate limit exceeded", ("x-ratelimit-limit", "5000"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", Reset(fake, 600))));
        await Write(github);
        fake.Comments.ShouldHaveSingleItem();
        fake.Time.Waits.ShouldHaveSingleItem().ShouldBe(TimeSpan.FromSeconds(601));
        log.Text.ShouldBe("Waiting until 15:10:01 UTC: the limit of 5000 requests an hour is used up\n");
    }

    [Fact]
    public async Task A_limit_that_ends_too_late_is_an_error_that_names_the_time()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"GET {Comments}", Fault.Is(403, "API rate limit exceeded", ("x-ratelimit-limit", "60"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", Reset(fake, 2_400))));
        var error = await Should.ThrowAsync<GitHubException>(() => Write(github));
        error.Message.ShouldBe("the limit of 60 requests an hour is used up, and it goes on only at 15:40:01 UTC, in 40 minutes\nrun again then, or use an App's token, whose limit is higher");
        fake.Time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_computer_whose_clock_is_wrong_waits_as_long_as_github_means()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Ahead = TimeSpan.FromHours(3);
        fake.Fail($"GET {Comments}", Fault.Is(403, "API rate limit exceeded", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", Reset(fake, 3 * 3600 + 60))));
        await Write(github);
        fake.Time.Waits.ShouldHaveSingleItem().ShouldBe(TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task A_limit_that_is_over_already_is_waited_for_a_moment()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"GET {Comments}", Fault.Is(403, "API rate limit exceeded", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", Reset(fake, -60))));
        await Write(github);
        fake.Time.Waits.ShouldHaveSingleItem().ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_secondary_limit_waits_for_what_it_names()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"POST {Comments}", Fault.Is(403, "You have exceeded a secondary rate limit", ("retry-after", "47")));
        await Write(github);
        fake.Time.Waits.ShouldHaveSingleItem().ShouldBe(TimeSpan.FromSeconds(47));
    }

    [Fact]
    public async Task A_secondary_limit_that_names_no_time_is_waited_for_longer_and_longer()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var slow = Fault.Is(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
        fake.Fail($"POST {Comments}", slow, slow, slow);
        await Write(github);
        fake.Time.Waits.Select(one => one.TotalMinutes).ShouldBe([1, 2, 4]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_question_is_asked_again_while_github_has_a_problem(int status)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"GET {Comments}", Fault.Is(status), Fault.Cut, Fault.HalfAnswer, Fault.Is(status));
        await Write(github);
        fake.Comments.ShouldHaveSingleItem();
        fake.Time.Waits.Count.ShouldBe(4);
        fake.Time.Waits.ShouldAllBe(one => one < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_stays_broken_is_told_with_what_it_was_for()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"GET {Comments}", [.. Enumerable.Repeat(Fault.Is(503, "Service unavailable"), 6)]);
        var error = await Should.ThrowAsync<GitHubException>(() => Write(github));
        error.Message.ShouldBe($"could not comment on a pull request: GET {fake.Address}repos/octocat/lab/issues/12/comments was answered with 503: Service unavailable\nGitHub has a problem: look at githubstatus.com, then run again");
    }

    [Fact]
    public async Task Silence_is_given_up_and_asked_again()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"GET {Comments}", Fault.Silence);
        var writing = Write(github);
        await fake.Silent.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        fake.Time.ExpireLimits();
        await writing;
        fake.Asked.Count(one => one == $"GET {Comments}").ShouldBe(2);
    }

    [Fact]
    public async Task Silence_about_a_new_comment_is_looked_into_first()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"POST {Comments}", Fault.Silence);
        var writing = Write(github);
        await fake.Silent.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        fake.Time.ExpireLimits();
        await writing;
        fake.Asked.SkipWhile(one => one != $"POST {Comments}").ShouldBe([$"POST {Comments}", $"GET {Comments}", $"POST {Comments}"]);
    }

    [Fact]
    public async Task Whoever_cancels_is_heard_at_once()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        using var cancelled = new CancellationTokenSource();
        fake.Fail($"GET {Comments}", Fault.Silence);
        var writing = github.UpsertCommentAsync(12, "jamlab:plan", "one", cancelled.Token);
        await fake.Silent.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_after_some_attempts()
    {
        var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await fake.DisposeAsync();
        var error = await Should.ThrowAsync<GitHubException>(() => Write(github));
        error.Message.ShouldContain("Connection refused");
        fake.Time.Waits.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_renamed_repository_is_followed_with_the_body_and_the_token()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.Moved["octocat/old-lab"] = "octocat/lab";
        using var github = fake.Open(new JamLab.Stages.GitHub.Login.FixedToken(new JamLab.Inventory.Secret(FakeGitHub.Token)), name: "old-lab");
        await Write(github);
        fake.Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_token_does_not_go_to_another_host()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Logs["5"] = "boom";
        fake.Looks.Add(("completed", "failure", [Jobs.Job(5, "test", "completed", "failure")]));
        var run = fake.AddRun(FakeGitHub.Us, "none");
        await foreach (var _ in github.FollowAsync(new((long)run["id"]!, ""), TestContext.Current.CancellationToken))
        {
        }

        fake.Asked.ShouldContain("GET /storage/5");
        fake.Seen[^1].ShouldBe("");
    }

    [Fact]
    public async Task A_body_does_not_go_to_another_host()
    {
        await using var fake = await FakeGitHub.StartAsync();
        await using var other = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"POST {Comments}", Fault.Is(307, "moved", ("location", $"{other.Address}repos/octocat/lab/issues/12/comments")));
        var error = await Should.ThrowAsync<GitHubException>(() => Write(github));
        error.Status.ShouldBe(HttpStatusCode.TemporaryRedirect);
        other.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_enterprise_server_is_asked_below_its_path()
    {
        await using var fake = await FakeGitHub.StartAsync("/api/v3/");
        fake.Tokens[FakeGitHub.Token] = "lab-bot[bot]";
        using var github = fake.Open();
        fake.AddComment(12, "<!-- jamlab:plan -->\nold", "lab-bot[bot]");
        (await Write(github)).Kind.ShouldBe(WriteKind.Updated);
        fake.Asked.ShouldContain("POST /api/graphql");
        fake.Asked.ShouldContain("GET /api/v3/repos/octocat/lab/issues/12/comments");
    }

    public static TheoryData<int, string, string> Refusals => new()
    {
        { 401, "Bad credentials", "set GITHUB_TOKEN anew" },
        { 403, "Resource not accessible by integration", "pull-requests: write (a classic one: repo); GitHub names pull_requests=write; issues=write" },
        { 404, "Not Found", "the token may not see it" },
        { 410, "Issues are disabled for this repo", "turned off" },
        { 422, "Validation Failed", "GitHub does not take what it was given" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_says_where_why_and_the_way_out(int status, string said, string wayOut)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"POST {Comments}", Fault.Is(status, said, ("x-accepted-github-permissions", "pull_requests=write; issues=write")));
        var error = await Should.ThrowAsync<GitHubException>(() => Write(github));
        error.Message.ShouldStartWith($"could not comment on a pull request: POST {fake.Address}repos/octocat/lab/issues/12/comments was answered with {status}: {said}\n");
        error.Message.ShouldContain(wayOut);
        error.ToString().ShouldNotContain(FakeGitHub.Token);
        error.InnerException.ShouldBeNull();
    }

    [Theory]
    [InlineData("""<html>Please log in to the wireless network</html>""", "text/html")]
    [InlineData("""[{"id": 1, "bo""", "application/json")]
    public async Task What_is_not_githubs_answer_is_told(string body, string type)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"GET {Comments}", new Fault(FaultKind.Status) { Status = 200, Body = body, Type = type });
        (await Should.ThrowAsync<GitHubException>(() => Write(github))).Message.ShouldContain("a proxy's page is not GitHub's answer");
    }

    [Fact]
    public async Task Neither_token_nor_secret_is_in_any_line_or_message()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.PublicKey = [9, .. new byte[31]];
        var log = new Lines(Serilog.Events.LogEventLevel.Verbose);
        using var github = fake.Open(log.Logger);
        fake.Fail("GET /repos/octocat/lab/actions/secrets", Fault.Is(502), Fault.Cut, Fault.Is(403, "secondary rate limit"));
        fake.Fail("PUT /repos/octocat/lab/actions/secrets/", Fault.Is(503), Fault.Is(422, "no"));
        var error = await Should.ThrowAsync<GitHubException>(() => github.SecretsAsync(null, new Dictionary<string, JamLab.Inventory.Secret> { ["A"] = new("sehr geheim") }, TestContext.Current.CancellationToken));
        var shown = log.Text + error + fake.Asked.Count;
        log.Text.ShouldContain("once more");
        shown.ShouldNotContain(FakeGitHub.Token);
        shown.ShouldNotContain("geheim");
    }

    private static string Reset(FakeGitHub fake, int seconds) => fake.Time.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static Task<Written> Write(GitHubRepository github) => github.UpsertCommentAsync(12, "jamlab:plan", "one", TestContext.Current.CancellationToken);
}

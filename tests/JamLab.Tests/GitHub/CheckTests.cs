using System.Text;
using System.Text.Json.Nodes;
using JamLab.Stages.GitHub;
using JamLab.Tests.GitHub.Server;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class CheckTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(125, 3)]
    public async Task Annotations_go_in_parts_of_fifty_and_the_check_is_complete_with_the_last(int count, int requests)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await Report(github, count);
        var run = fake.CheckRuns.ShouldHaveSingleItem();
        run["annotations"]!.AsArray().Select(one => (int)one!["start_line"]!).ShouldBe(Enumerable.Range(1, count));
        ((string)run["status"]!).ShouldBe("completed");
        ((string)run["conclusion"]!).ShouldBe("failure");
        fake.Writes.Count.ShouldBe(requests);
    }

    [Theory]
    [InlineData("POST /repos/octocat/lab/check-runs")]
    [InlineData("PATCH /repos/octocat/lab/check-runs/")]
    public async Task Annotations_whose_answer_was_lost_are_not_there_twice(string asked)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail(asked, Fault.AnswerLost);
        await Report(github, 125);
        fake.CheckRuns.ShouldHaveSingleItem()["annotations"]!.AsArray().Count.ShouldBe(125);
    }

    [Theory]
    [InlineData("PATCH /repos/octocat/lab/check-runs/")]
    public async Task Annotations_that_did_not_arrive_are_sent_again(string asked)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail(asked, Fault.Cut, Fault.Is(502));
        await Report(github, 125);
        fake.CheckRuns.ShouldHaveSingleItem()["annotations"]!.AsArray().Count.ShouldBe(125);
    }

    [Fact]
    public async Task Columns_go_only_with_what_is_on_one_line()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await github.CheckRunAsync("plan", Sha, GitHubConclusion.Neutral, "t", "s",
        [
            new("a.yml", 3, 3, AnnotationLevel.Notice, "t", "m") { StartColumn = 5, EndColumn = 9 },
            new("a.yml", 3, 4, AnnotationLevel.Warning, "t", "m") { StartColumn = 5, EndColumn = 9 },
            new(@"environments\home\inventory.yml", 0, -1, AnnotationLevel.Failure, "t", "") { StartColumn = 7 },
        ], Token);
        var shown = fake.CheckRuns[0]["annotations"]!.AsArray().Select(one => one!.AsObject()).ToList();
        ((int)shown[0]["start_column"]!, (int)shown[0]["end_column"]!).ShouldBe((5, 9));
        shown[1].ContainsKey("start_column").ShouldBeFalse();
        ((string)shown[2]["path"]!, (int)shown[2]["start_line"]!, (int)shown[2]["end_line"]!, (int)shown[2]["end_column"]!, (string)shown[2]["message"]!).ShouldBe(("environments/home/inventory.yml", 1, 1, 7, "t"));
        shown.Select(one => (string)one["annotation_level"]!).ShouldBe(["notice", "warning", "failure"]);
    }

    [Fact]
    public void Texts_are_cut_to_the_limits_but_not_through_a_character()
    {
        var cut = new CheckAnnotation("a", 1, 1, AnnotationLevel.Notice, new string('t', 253) + "🦊🦊", string.Concat(Enumerable.Repeat("🦊", 20_000))).Limited();
        cut.Title.Length.ShouldBe(254);
        cut.Title.ShouldEndWith("t…");
        Encoding.UTF8.GetByteCount(cut.Message).ShouldBe(64 * 1024 - 1);
        cut.Message.ShouldEndWith("🦊…");
    }

    [Fact]
    public async Task A_summary_that_is_too_long_is_refused()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await Should.ThrowAsync<GitHubException>(() => github.CheckRunAsync("plan", Sha, GitHubConclusion.Success, "t", new string('x', 65_536), [], Token));
        fake.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deployment_is_recorded_once_and_told_how_it_goes()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail("POST /repos/octocat/lab/deployments", Fault.AnswerLost);
        fake.Fail("POST /repos/octocat/lab/deployments/", Fault.HalfAnswer);
        var deployment = await github.DeploymentAsync("home", "main", new string('d', 200), Token);
        await deployment.StatusAsync(GitHubDeploymentState.InProgress, new Uri("https://example.com/log"), null, Token);
        await deployment.StatusAsync(GitHubDeploymentState.Success, null, new Uri("https://portal.home"), Token);
        var made = fake.AllDeployments.ShouldHaveSingleItem();
        made["required_contexts"]!.AsArray().ShouldBeEmpty();
        ((bool)made["auto_merge"]!).ShouldBeFalse();
        ((string)made["description"]!).Length.ShouldBe(140);
        made["statuses"]!.AsArray().Select(one => (string)one!["state"]!).ShouldBe(["in_progress", "success"]);
    }

    private static Task<Written> Report(GitHubRepository github, int count) =>
        github.CheckRunAsync("plan", Sha, GitHubConclusion.Failure, "two hosts would change", "summary",
            [.. Enumerable.Range(1, count).Select(line => new CheckAnnotation("environments/home/inventory.yml", line, line, AnnotationLevel.Failure, "t", "m"))], Token);
}

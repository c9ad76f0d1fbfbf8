using System.Text.Json.Nodes;
using JamLab.Stages.GitHub;
using JamLab.Tests.GitHub.Server;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class IssueTests
{
    private const string Marker = "jamlab:drift:home";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drift_opens_one_issue_updates_it_and_closes_it_when_it_is_gone()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        (await Open(github, "| web0 | nginx |")).Kind.ShouldBe(WriteKind.Created);
        (await Open(github, "| web0 | nginx |")).Kind.ShouldBe(WriteKind.Unchanged);
        (await Open(github, "| web1 | nginx |")).Kind.ShouldBe(WriteKind.Updated);
        (await github.CloseIssueAsync(Marker, "The drift is gone.", Token)).Kind.ShouldBe(WriteKind.Closed);
        (await github.CloseIssueAsync(Marker, "The drift is gone.", Token)).Kind.ShouldBe(WriteKind.Absent);
        var issue = fake.Issues.ShouldHaveSingleItem();
        ((string)issue["state"]!).ShouldBe("closed");
        ((string)issue["state_reason"]!).ShouldBe("completed");
        ((string)fake.Comments.ShouldHaveSingleItem()["body"]!).ShouldEndWith("The drift is gone.");
    }

    [Fact]
    public async Task What_people_did_to_the_issue_stays()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await Open(github, "one");
        fake.Issues[0]["milestone"] = new JsonObject { ["number"] = 3, ["title"] = "spring" };
        fake.Issues[0]["labels"] = new JsonArray();
        (await Open(github, "two")).Kind.ShouldBe(WriteKind.Updated);
        fake.Issues.ShouldHaveSingleItem()["milestone"].ShouldNotBeNull();
    }

    [Fact]
    public async Task An_issue_of_somebody_else_with_the_same_marker_is_left_alone()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.AddIssue(new JsonObject { ["title"] = "Drift", ["body"] = $"<!-- {Marker} -->\nmine", ["labels"] = new JsonArray("drift") }, "mona");
        (await Open(github, "ours")).Number.ShouldBe(2);
        ((string)fake.Issues[0]["body"]!).ShouldEndWith("mine");
    }

    [Fact]
    public async Task An_issue_whose_answer_was_lost_is_not_opened_twice()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail("POST /repos/octocat/lab/issues", Fault.AnswerLost);
        await Open(github, "one");
        fake.Issues.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_two_that_are_open_one_stays()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        for (var i = 0; i < 2; i++)
            fake.AddIssue(new JsonObject { ["title"] = "Drift", ["body"] = $"<!-- {Marker} -->\n{i}", ["labels"] = new JsonArray("drift") }, FakeGitHub.Us);
        await Open(github, "now");
        fake.Issues.Select(one => (string)one["state"]!).ShouldBe(["open", "closed"]);
    }

    [Theory]
    [InlineData("a -- b")]
    [InlineData("--> <script>")]
    [InlineData("")]
    public async Task A_marker_that_could_end_its_comment_is_refused(string marker)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await Should.ThrowAsync<ArgumentException>(() => github.IssueAsync(marker, "drift", "Drift", "x", Token));
    }

    private static Task<Written> Open(GitHubRepository github, string body) => github.IssueAsync(Marker, "drift", "Drift in home", body, Token);
}

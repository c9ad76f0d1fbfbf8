using JamLab.Stages.GitHub;
using JamLab.Tests.GitHub.Server;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class CommentTests
{
    private const string Marker = "jamlab:plan";
    private const string Comments = "/repos/octocat/lab/issues/12/comments";

    [Fact]
    public async Task There_is_one_comment_and_it_is_updated_in_place()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        (await Write(github, "one")).Kind.ShouldBe(WriteKind.Created);
        (await Write(github, "two")).Kind.ShouldBe(WriteKind.Updated);
        var comment = fake.Comments.ShouldHaveSingleItem();
        ((string)comment["body"]!).ShouldBe("<!-- jamlab:plan -->\ntwo");
    }

    [Fact]
    public async Task The_same_text_writes_nothing()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.AddComment(12, "<!-- jamlab:plan -->\r\none\r\n");
        (await Write(github, "one\n")).Kind.ShouldBe(WriteKind.Unchanged);
        fake.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_found_behind_a_thousand_others()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        for (var i = 0; i < 1_234; i++)
            fake.AddComment(12, $"talk {i}", "mona");
        var ours = fake.AddComment(12, "<!-- jamlab:plan -->\nold");
        (await Write(github, "new")).Number.ShouldBe((long)ours["id"]!);
        fake.Asked.Count(one => one == $"GET {Comments}").ShouldBe(13);
        fake.Comments.Count.ShouldBe(1_235);
    }

    [Theory]
    [InlineData("mona", "<!-- jamlab:plan -->\nwritten by somebody else with the same marker")]
    [InlineData(FakeGitHub.Us, "> <!-- jamlab:plan -->\n> quoted by us")]
    [InlineData(FakeGitHub.Us, "<!-- jamlab:plan:home -->\nanother marker")]
    public async Task What_is_not_ours_is_left_alone(string author, string body)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.AddComment(12, body, author);
        (await Write(github, "ours")).Kind.ShouldBe(WriteKind.Created);
        ((string)fake.Comments[0]["body"]!).ShouldBe(body);
    }

    [Fact]
    public async Task One_that_is_deleted_between_looking_and_writing_is_made_anew()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var id = (long)fake.AddComment(12, "<!-- jamlab:plan -->\nold")["id"]!;
        fake.Fail($"PATCH /repos/octocat/lab/issues/comments/{id}", Fault.Is(404, "Not Found"));
        (await Write(github, "new")).Kind.ShouldBe(WriteKind.Created);
    }

    [Fact]
    public async Task Of_two_that_two_runs_made_at_once_one_stays()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.AddComment(12, "<!-- jamlab:plan -->\none");
        fake.AddComment(12, "<!-- jamlab:plan -->\ntwo");
        await Write(github, "three");
        ((string)fake.Comments.ShouldHaveSingleItem()["body"]!).ShouldEndWith("three");
    }

    [Fact]
    public async Task One_that_has_grown_past_the_limit_is_refused_before_anything_is_sent()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var mark = "<!-- jamlab:plan -->\n".Length;
        await Write(github, new string('x', GitHubRepository.BodyLimit - mark));
        var asked = fake.Asked.Count;
        var refused = await Should.ThrowAsync<GitHubException>(() => Write(github, new string('x', GitHubRepository.BodyLimit - mark + 1)));
        refused.Message.ShouldContain("65537 characters");
        fake.Asked.Count.ShouldBe(asked);
    }

    public static TheoryData<string> LostAnswers => ["answer", "half", "gateway"];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_comment_whose_answer_was_lost_is_not_made_twice(string how)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail($"POST {Comments}", how switch { "answer" => Fault.AnswerLost, "half" => Fault.HalfAnswer, _ => Fault.Is(502) });
        (await Write(github, "one")).Kind.ShouldBe(WriteKind.Created);
        fake.Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_workflows_token_knows_its_own_comments()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.Tokens[FakeGitHub.Token] = "github-actions[bot]";
        using var github = fake.Open();
        fake.AddComment(12, "<!-- jamlab:plan -->\nold", "github-actions[bot]");
        (await Write(github, "new")).Kind.ShouldBe(WriteKind.Updated);
        fake.Asked.ShouldContain("POST /graphql");
    }

    private static Task<Written> Write(GitHubRepository github, string body) => github.UpsertCommentAsync(12, Marker, body, TestContext.Current.CancellationToken);
}

using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Commits;
using JamLab.Tests.GitHub.Server;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class CommitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_branch_gets_the_files_and_a_pull_request_that_is_updated_in_place()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var main = fake.Push("main", "mona", ("README.md", "lab"), ("old.txt", "old"));
        await Update(github, main, "a");
        fake.Files("jamlab/update").ShouldBe(new Dictionary<string, string> { ["README.md"] = "lab", ["versions/a.lock"] = "a" }, ignoreOrder: true);
        (await Open(github, "one")).Kind.ShouldBe(WriteKind.Created);
        (await Open(github, "one")).Kind.ShouldBe(WriteKind.Unchanged);
        (await Open(github, "two")).Kind.ShouldBe(WriteKind.Updated);
        fake.Pulls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_same_files_on_the_same_base_write_nothing_to_the_branch()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var main = fake.Push("main", "mona", ("README.md", "lab"), ("old.txt", "old"));
        var first = await Update(github, main, "a");
        var before = fake.Writes.Count;
        (await Update(github, main, "a")).ShouldBe(first);
        fake.Writes.Skip(before).ShouldAllBe(one => one.Contains("/git/blobs") || one.Contains("/git/trees"));
    }

    [Fact]
    public async Task A_later_base_moves_the_branch()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await Update(github, fake.Push("main", "mona", ("old.txt", "old")), "a");
        var later = fake.Push("main", "mona", ("README.md", "later"), ("old.txt", "old"));
        await Update(github, later, "a");
        fake.Files("jamlab/update")["README.md"].ShouldBe("later");
    }

    [Fact]
    public async Task Somebodys_commit_on_the_branch_is_not_lost()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var main = fake.Push("main", "mona", ("old.txt", "old"));
        await Update(github, main, "a");
        var theirs = fake.Push("jamlab/update", "mona", ("fix.txt", "by hand"));
        var error = await Should.ThrowAsync<GitHubException>(() => Update(github, main, "b"));
        error.Message.ShouldContain("holds a commit of mona");
        fake.Refs["heads/jamlab/update"].ShouldBe(theirs);
    }

    [Theory]
    [InlineData("POST /repos/octocat/lab/git/blobs")]
    [InlineData("POST /repos/octocat/lab/git/trees")]
    [InlineData("POST /repos/octocat/lab/git/commits")]
    [InlineData("POST /repos/octocat/lab/git/refs")]
    [InlineData("POST /repos/octocat/lab/pulls")]
    public async Task A_lost_answer_on_the_way_loses_nothing(string asked)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Fail(asked, Fault.AnswerLost);
        await Update(github, fake.Push("main", "mona", ("old.txt", "old")), "a");
        await Open(github, "one");
        fake.Files("jamlab/update").ShouldContainKey("versions/a.lock");
        fake.Pulls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Bytes_that_are_no_text_arrive_as_they_are()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var bytes = new byte[] { 0, 255, 13, 10, 128 };
        await github.CommitFilesAsync("x", fake.Push("main", "mona", ("a", "a")), [new CommitFile("bin", bytes) { IsExecutable = true }], "m", Token);
        fake.Blobs.Values.ShouldContain(one => one.SequenceEqual(bytes));
    }

    private static Task<string> Update(GitHubRepository github, string @base, string version) =>
        github.CommitFilesAsync("jamlab/update", @base, [CommitFile.Text($"versions/{version}.lock", version), CommitFile.Deleted("old.txt")], "Newer versions", Token);

    private static Task<Written> Open(GitHubRepository github, string body) => github.PullRequestAsync("jamlab/update", "main", "Newer versions", body, Token);
}

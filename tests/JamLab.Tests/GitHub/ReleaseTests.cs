using System.Security.Cryptography;
using System.Text;
using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Releases;
using JamLab.Tests.GitHub.Server;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class ReleaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_release_shows_up_with_all_its_files_and_their_sums()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        using var folder = new TemporaryFolder();
        (await Release(github, Files(folder, "one"))).Kind.ShouldBe(WriteKind.Created);
        fake.Assets.Select(one => (string)one["name"]!).ShouldBe(["debian-12.json", "rocky-9.json", "SHA256SUMS"]);
        Text(fake, "SHA256SUMS").ShouldBe($"{Sum("one")}  debian-12.json\n{Sum("same")}  rocky-9.json\n");
        ((bool)fake.AllReleases.ShouldHaveSingleItem()["draft"]!).ShouldBeFalse();
        fake.Writes[^1].ShouldStartWith("PATCH /repos/octocat/lab/releases/");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_with_the_same_bytes_stay(bool tellsDigests)
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.TellsDigests = tellsDigests;
        using var github = fake.Open();
        using var folder = new TemporaryFolder();
        await Release(github, Files(folder, "one"));
        (await Release(github, Files(folder, "one"))).Kind.ShouldBe(WriteKind.Unchanged);
        var kept = (long)fake.Assets.Single(one => (string)one["name"]! == "rocky-9.json")["id"]!;
        var before = fake.Writes.Count;
        (await Release(github, Files(folder, "two"))).Kind.ShouldBe(WriteKind.Updated);
        fake.Writes.Skip(before).Count(one => one.EndsWith("/assets", StringComparison.Ordinal)).ShouldBe(2);
        ((long)fake.Assets.Single(one => (string)one["name"]! == "rocky-9.json")["id"]!).ShouldBe(kept);
        Text(fake, "debian-12.json").ShouldBe("two");
    }

    [Fact]
    public async Task An_upload_that_breaks_off_is_taken_away_and_sent_again()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.BrokenUploads = 2;
        using var github = fake.Open();
        using var folder = new TemporaryFolder();
        await Release(github, Files(folder, "one"));
        fake.Assets.Count.ShouldBe(3);
        fake.Assets.ShouldAllBe(one => (string)one["state"]! == "uploaded");
    }

    [Fact]
    public async Task A_release_that_was_broken_off_is_gone_on_with()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.BrokenUploads = 10;
        using var github = fake.Open();
        using var folder = new TemporaryFolder();
        await Should.ThrowAsync<GitHubException>(() => Release(github, Files(folder, "one")));
        ((bool)fake.AllReleases.ShouldHaveSingleItem()["draft"]!).ShouldBeTrue("nobody sees half a release");
        fake.BrokenUploads = 0;
        await Release(github, Files(folder, "one"));
        ((bool)fake.AllReleases.ShouldHaveSingleItem()["draft"]!).ShouldBeFalse();
        fake.Assets.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("POST /repos/octocat/lab/releases")]
    [InlineData("POST /repos/octocat/lab/releases/")]
    public async Task A_lost_answer_makes_nothing_twice(string asked)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        using var folder = new TemporaryFolder();
        fake.Fail(asked, Fault.AnswerLost);
        await Release(github, Files(folder, "one"));
        fake.AllReleases.ShouldHaveSingleItem();
        fake.Writes.Count(one => one.EndsWith("/assets", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task What_somebody_added_to_the_release_stays()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        using var folder = new TemporaryFolder();
        var files = Files(folder, "one");
        await Release(github, files);
        await github.ReleaseAsync("v1", "Templates", "notes", [files[0]], Token);
        fake.Assets.Select(one => (string)one["name"]!).ShouldContain("rocky-9.json");
    }

    [Theory]
    [InlineData("SHA256SUMS")]
    [InlineData("a b.json")]
    [InlineData("../x")]
    public async Task A_name_that_github_would_change_is_refused(string name)
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await Should.ThrowAsync<ArgumentException>(() => Release(github, [new(name, "/dev/null")]));
    }

    private static List<ReleaseFile> Files(TemporaryFolder folder, string text) =>
        [new("debian-12.json", folder.With("debian.json", text)), new("rocky-9.json", folder.With("rocky.json", "same"))];

    private static Task<Written> Release(GitHubRepository github, IReadOnlyList<ReleaseFile> files) => github.ReleaseAsync("v1", "Templates", "notes", files, Token);

    private static string Text(FakeGitHub fake, string name) => Encoding.UTF8.GetString(fake.Bytes[(long)fake.Assets.Single(one => (string)one["name"]! == name)["id"]!]);

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

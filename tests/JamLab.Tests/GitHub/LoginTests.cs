using System.Security.Cryptography;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Login;
using JamLab.Tests.GitHub.Server;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class LoginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://github.com/octocat/lab.git", "https://api.github.com/", "octocat/lab")]
    [InlineData("https://github.com/octocat/lab", "https://api.github.com/", "octocat/lab")]
    [InlineData("https://x-access-token:secret@github.com/octocat/lab.git/", "https://api.github.com/", "octocat/lab")]
    [InlineData("git@github.com:octocat/lab.git", "https://api.github.com/", "octocat/lab")]
    [InlineData("github.com:octocat/lab", "https://api.github.com/", "octocat/lab")]
    [InlineData("ssh://git@github.com/octocat/lab.git", "https://api.github.com/", "octocat/lab")]
    [InlineData("ssh://git@ssh.github.com:443/octocat/lab.git", "https://api.github.com/", "octocat/lab")]
    [InlineData("git@github.example.com:team_x/my.lab.git", "https://github.example.com/api/v3/", "team_x/my.lab")]
    [InlineData("ssh://git@github.example.com:2222/team/lab.git", "https://github.example.com/api/v3/", "team/lab")]
    [InlineData("https://github.example.com:8443/team/lab", "https://github.example.com:8443/api/v3/", "team/lab")]
    [InlineData("https://acme.ghe.com/team/lab", "https://api.acme.ghe.com/", "team/lab")]
    public void A_remote_tells_the_server_and_the_repository(string url, string api, string name)
    {
        var place = GitRemote.Parse(url).ShouldNotBeNull();
        (place.Server.Api.ToString(), $"{place.Owner}/{place.Name}").ShouldBe((api, name));
    }

    [Theory]
    [InlineData("/srv/git/lab.git")]
    [InlineData("../lab")]
    [InlineData("file:///srv/lab.git")]
    [InlineData("https://gitlab.com/group/sub/lab.git")]
    [InlineData("https://github.com/octocat")]
    [InlineData("git@github.com:octocat/lab;id")]
    [InlineData("")]
    public void What_is_no_repository_there_is_none(string url) => GitRemote.Parse(url).ShouldBeNull();

    [Fact]
    public async Task A_workflow_has_everything_in_its_environment()
    {
        using var folder = new TemporaryFolder();
        var place = await Login(folder, ("GITHUB_REPOSITORY", "octocat/lab"), ("GITHUB_SERVER_URL", "https://github.example.com"), ("GITHUB_API_URL", "https://github.example.com/api/v3")).PlaceAsync(Token);
        place.ShouldBe(new RepositoryPlace(GitHubServer.ForHost("github.example.com"), "octocat", "lab"));
    }

    [Fact]
    public async Task A_checkout_is_asked_for_its_remote()
    {
        using var folder = new TemporaryFolder();
        foreach (var command in new[] { "init -q", "remote add origin git@github.com:octocat/lab.git" })
        {
            using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", command) { WorkingDirectory = folder.Path })!;
            await git.WaitForExitAsync(Token);
        }

        (await Login(folder).PlaceAsync(Token)).ShouldBe(new RepositoryPlace(GitHubServer.Public, "octocat", "lab"));
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "GITHUB_REPOSITORY", "lab", "write it as owner/name" },
        { "GITHUB_REPOSITORY", "a/b/c", "write it as owner/name" },
        { "GITHUB_REPOSITORY", "a/..%2f", "write it as owner/name" },
        { "GITHUB_API_URL", "http://evil.example.com", "https://" },
        { "GITHUB_API_URL", "https://user:pw@github.example.com", "https://" },
        { "GITHUB_SERVER_URL", "github.example.com", "https://" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_variable_that_makes_no_sense_is_a_diagnostic(string name, string value, string wayOut)
    {
        using var folder = new TemporaryFolder();
        var error = await Should.ThrowAsync<DiagnosticException>(() => Login(folder, ("GITHUB_REPOSITORY", "octocat/lab"), (name, value)).PlaceAsync(Token));
        error.Diagnostics.ShouldHaveSingleItem().Help!.ShouldContain(wayOut);
    }

    [Fact]
    public async Task Without_a_token_the_message_says_what_to_set_and_the_least_it_needs()
    {
        using var folder = new TemporaryFolder();
        var error = await Should.ThrowAsync<DiagnosticException>(() => Login(folder, ("GITHUB_REPOSITORY", "octocat/lab")).OpenAsync(GitHubNeed.Dispatch, Token));
        var told = error.Diagnostics.ShouldHaveSingleItem();
        told.Message.ShouldBe("there is no token for github.com, to start a workflow of octocat/lab");
        told.Help.ShouldBe("set GITHUB_TOKEN to a token with actions: write (a classic one: repo), run `gh auth login`, or set JAMLAB_GITHUB_APP_ID and JAMLAB_GITHUB_APP_KEY_FILE");
    }

    [Fact]
    public async Task What_gh_is_logged_in_with_is_taken()
    {
        using var folder = new TemporaryFolder();
        await using var fake = await FakeGitHub.StartAsync();
        var gh = folder.With("gh", $"#!/bin/sh\n[ \"$*\" = \"auth token --hostname 127.0.0.1\" ] && echo {FakeGitHub.Token}\n");
        File.SetUnixFileMode(gh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var github = await Login(folder, ("GITHUB_REPOSITORY", "octocat/lab"), ("GITHUB_SERVER_URL", fake.Address.ToString()), ("GITHUB_API_URL", fake.Address.ToString()), ("PATH", folder.Path))
            .OpenAsync(GitHubNeed.Comment, Token);
        await github.UpsertCommentAsync(1, "x", "y", Token);
        fake.Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_apps_token_is_renewed_before_its_hour_ends_and_when_it_is_refused()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var key = RSA.Create(2048);
        fake.AppKey = key;
        var place = new RepositoryPlace(fake.Server, "octocat", "lab");
        using var github = fake.Open(new AppTokens(place, new AppKey("7", new Secret(key.ExportRSAPrivateKeyPem())), fake.Time, Logger.None));
        await github.UpsertCommentAsync(12, "jamlab:plan", "one", Token);
        await github.UpsertCommentAsync(12, "jamlab:plan", "two", Token);
        fake.TokensMade.ShouldBe(1);
        fake.Time.Advance(TimeSpan.FromMinutes(56));
        await github.UpsertCommentAsync(12, "jamlab:plan", "three", Token);
        fake.TokensMade.ShouldBe(2);
        fake.Time.Advance(TimeSpan.FromMinutes(2));
        fake.Tokens.Remove("ghs_2");
        await github.UpsertCommentAsync(12, "jamlab:plan", "four", Token);
        fake.TokensMade.ShouldBe(3);
        ((string)fake.Comments.ShouldHaveSingleItem()["user"]!["login"]!).ShouldBe("jamlab-home[bot]");
    }

    [Fact]
    public async Task An_app_that_is_let_in_nowhere_is_told_and_not_asked_for_ever()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        fake.AppKey = other;
        var place = new RepositoryPlace(fake.Server, "octocat", "lab");
        using var github = fake.Open(new AppTokens(place, new AppKey("7", new Secret(key.ExportPkcs8PrivateKeyPem())), fake.Time, Logger.None));
        (await Should.ThrowAsync<GitHubException>(() => github.UpsertCommentAsync(12, "jamlab:plan", "one", Token))).Message.ShouldStartWith("could not log in as an App");
        fake.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, "the App's private key is not known")]
    [InlineData("nowhere.pem", "which does not exist")]
    public async Task An_app_without_its_key_is_a_diagnostic(string? file, string said)
    {
        using var folder = new TemporaryFolder();
        var login = Login(folder, ("GITHUB_REPOSITORY", "octocat/lab"), ("JAMLAB_GITHUB_APP_ID", "7"), ("JAMLAB_GITHUB_APP_KEY_FILE", file ?? ""));
        (await Should.ThrowAsync<DiagnosticException>(() => login.OpenAsync(GitHubNeed.Comment, Token))).Message.ShouldContain(said);
    }

    [Fact]
    public void A_key_that_is_none_is_a_diagnostic_that_does_not_show_it() =>
        Should.Throw<DiagnosticException>(() => new AppKey("7", new Secret("geheim")).Sign(DateTimeOffset.UnixEpoch)).ToString().ShouldNotContain("geheim");

    private static GitHubLogin Login(TemporaryFolder folder, params (string Name, string Value)[] variables) =>
        new(folder.Path, name => variables.LastOrDefault(one => one.Name == name).Value ?? (name == "PATH" ? "/usr/bin:/bin" : null), new GitHubTime(), Logger.None);
}

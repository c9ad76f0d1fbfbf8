using JamLab.Inventory;
using JamLab.Stages;
using JamLab.Stages.GitHub;
using JamLab.Tests.GitHub.Server;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class StageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_shown_as_if_it_were_here_and_its_failure_is_ours()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var folder = new TemporaryFolder();
        var log = new Lines();
        fake.Looks.AddRange(
        [
            ("in_progress", null, [Jobs.Job(2, "ProvisionVms", "in_progress", null, ("Set up job", "completed", "success"), ("Run", "in_progress", null))]),
            ("completed", "failure", [Jobs.Job(2, "ProvisionVms", "completed", "failure", ("Set up job", "completed", "success"), ("Run", "completed", "failure"))]),
        ]);
        fake.Logs["2"] = string.Concat(Enumerable.Range(1, 45).Select(i => $"2026-03-14T15:00:12.1234567Z line {i}\n")) + "2026-03-14T15:00:13.1234567Z ##[error]Process completed with exit code 1.\n";
        var failed = await Should.ThrowAsync<StageException>(() => Stage(fake, folder, log).DispatchAsync("apply", null, new Dictionary<string, string> { ["environment"] = "home" }, follow: true, Token));
        Approved.Match((log.Text + failed.Message + "\n").Replace(fake.Address.ToString(), "https://github.com/"), "Followed");
    }

    [Fact]
    public async Task A_run_that_succeeds_says_so()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var folder = new TemporaryFolder();
        fake.Looks.Add(("completed", "success", [Jobs.Job(2, "Smoke", "completed", "success")]));
        (await Stage(fake, folder, new Lines()).DispatchAsync("apply.yml", "main", new Dictionary<string, string>(), follow: true, Token)).ShouldBe("run succeeded in 3:12");
    }

    [Fact]
    public async Task Without_following_the_run_is_only_started()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var folder = new TemporaryFolder();
        (await Stage(fake, folder, new Lines()).DispatchAsync("apply.yml", "main", new Dictionary<string, string>(), follow: false, Token)).ShouldBe($"started {(string)fake.Runs.Single()["html_url"]!}");
    }

    [Fact]
    public async Task Secrets_go_to_an_environment_that_is_made_for_them()
    {
        await using var fake = await FakeGitHub.StartAsync();
        fake.PublicKey = [9, .. new byte[31]];
        using var folder = new TemporaryFolder();
        var log = new Lines();
        fake.Sealed["home/OLD"] = [];
        var told = await Stage(fake, folder, log).SyncSecretsAsync("home", new Dictionary<string, Secret> { ["A"] = new("geheim"), ["B"] = new("geheim") }, ["mona"], null, Token);
        told.ShouldBe("wrote A B to environment 'home'");
        log.Text.ShouldContain("home has a secret OLD that is not ours");
        fake.Environments.ShouldContainKey("home");
    }

    private static GitHubStage Stage(FakeGitHub fake, TemporaryFolder folder, Lines log)
    {
        Dictionary<string, string> variables = new() { ["GITHUB_REPOSITORY"] = "octocat/lab", ["GITHUB_SERVER_URL"] = fake.Address.ToString(), ["GITHUB_API_URL"] = fake.Address.ToString(), ["GITHUB_TOKEN"] = FakeGitHub.Token };
        return new GitHubStage(folder.Path, variables.GetValueOrDefault, fake.Time, log.Logger);
    }
}

using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Environments;
using JamLab.Tests.GitHub.Server;
using Org.BouncyCastle.Math.EC.Rfc7748;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class SettingsTests
{
    private static readonly byte[] PrivateKey = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 7))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_environment_has_its_approvers_and_branches_and_is_written_only_when_it_differs()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var branches = BranchPolicy.Named("main", "release/*");
        (await github.EnvironmentAsync("home lab/1", ["mona", "acme/admins"], branches, Token)).Kind.ShouldBe(WriteKind.Created);
        (await github.EnvironmentAsync("home lab/1", ["acme/admins", "mona"], branches, Token)).Kind.ShouldBe(WriteKind.Unchanged);
        (await github.EnvironmentAsync("home lab/1", null, null, Token)).Kind.ShouldBe(WriteKind.Unchanged);
        (await github.EnvironmentAsync("home lab/1", ["mona"], BranchPolicy.Named("main"), Token)).Kind.ShouldBe(WriteKind.Updated);
        var made = fake.Environments["home lab/1"];
        made["reviewers"]!.ToJsonString().ShouldBe("""[{"type":"User","id":4}]""");
        made["policies"]!.AsArray().Select(one => (string)one!["name"]!).ShouldBe(["main"]);
    }

    [Fact]
    public async Task A_waiting_time_that_was_set_by_hand_stays()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        await github.EnvironmentAsync("home", null, null, Token);
        fake.Environments["home"]["wait_timer"] = 30;
        await github.EnvironmentAsync("home", ["mona"], BranchPolicy.ProtectedOnly, Token);
        ((int)fake.Environments["home"]["wait_timer"]!).ShouldBe(30);
    }

    [Fact]
    public async Task Approvers_whom_github_does_not_know_are_told_before_anything_is_written()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var error = await Should.ThrowAsync<DiagnosticException>(() => github.EnvironmentAsync("home", ["mona", "nobody"], BranchPolicy.Any, Token));
        error.Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("'nobody'");
        fake.Writes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("home")]
    [InlineData(null)]
    public async Task Secrets_arrive_sealed_and_what_is_not_ours_is_named(string? environment)
    {
        Assert.SkipUnless(Sodium.IsHere, "libsodium is not installed");
        await using var fake = await FakeGitHub.StartAsync();
        fake.PublicKey = new byte[32];
        X25519.GeneratePublicKey(PrivateKey, 0, fake.PublicKey, 0);
        using var github = fake.Open();
        await github.EnvironmentAsync("home", null, null, Token);
        for (var i = 0; i < 120; i++)
            fake.Sealed[$"{environment}/OTHER_{i:000}"] = [];
        var synced = await github.SecretsAsync(environment, new Dictionary<string, Secret> { ["PROXMOX_TOKEN"] = new("geheim"), ["VAULT_PASSWORD"] = new("größer") }, Token);
        synced.Written.ShouldBe(["PROXMOX_TOKEN", "VAULT_PASSWORD"]);
        synced.Others.Count.ShouldBe(120);
        System.Text.Encoding.UTF8.GetString(Sodium.Open(fake.Sealed[$"{environment}/VAULT_PASSWORD"], fake.PublicKey, PrivateKey)).ShouldBe("größer");
        fake.Asked.Count(one => one.EndsWith("public-key", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Names_that_github_does_not_take_are_told_all_at_once()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        var error = await Should.ThrowAsync<DiagnosticException>(() => github.SecretsAsync("home", new Dictionary<string, Secret>
        {
            ["9LIVES"] = new("x"),
            ["GITHUB_X"] = new("x"),
            ["a-b"] = new("x"),
            ["Same"] = new("x"),
            ["SAME"] = new("x"),
            ["BIG"] = new(new string('x', 48 * 1024 + 1)),
        }, Token));
        error.Diagnostics.Count.ShouldBe(5);
        error.Message.ShouldNotContain("xxx");
        fake.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Variables_are_made_changed_or_left_alone()
    {
        await using var fake = await FakeGitHub.StartAsync();
        using var github = fake.Open();
        fake.Variables["/SAME"] = "1";
        fake.Variables["/OTHER"] = "2";
        fake.Variables["/CHANGED"] = "3";
        fake.Fail("POST /repos/octocat/lab/actions/variables", Fault.AnswerLost);
        var synced = await github.VariablesAsync(null, new Dictionary<string, string> { ["SAME"] = "1", ["CHANGED"] = "4", ["NEW"] = "5" }, Token);
        (string.Join(' ', synced.Written), string.Join(' ', synced.Unchanged), string.Join(' ', synced.Others)).ShouldBe(("CHANGED NEW", "SAME", "OTHER"));
        fake.Variables.Values.ShouldBe(["4", "5", "2", "1"]);
    }
}

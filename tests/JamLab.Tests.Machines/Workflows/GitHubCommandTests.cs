using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JamLab.Tests.GitHub;
using JamLab.Tests.GitHub.Server;
using JamLab.Tests.Machines.Lab.Support;
using JamLab.Tests.Secrets;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Workflows;

/// <summary>What one tells GitHub from a terminal, with a server in its place that was written from its description.</summary>
public sealed class GitHubCommandTests : IAsyncLifetime
{
    private const string Password = "correct horse";

    // A clone of its own: it becomes a git repository.
    private readonly Repository _repository = new();
    private readonly TestLab _lab;
    private FakeGitHub? _gitHub;

    public GitHubCommandTests() => _lab = TestLab.Nspawn(_repository);

    private FakeGitHub GitHub => _gitHub!;

    private Dictionary<string, string?> Variables => new()
    {
        ["GITHUB_REPOSITORY"] = "octocat/lab",
        ["GITHUB_SERVER_URL"] = GitHub.Address.ToString(),
        ["GITHUB_API_URL"] = GitHub.Address.ToString(),
        ["GITHUB_TOKEN"] = FakeGitHub.Token,
    };

    public async ValueTask InitializeAsync() => _gitHub = await FakeGitHub.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _lab.DisposeAsync();
        _repository.Dispose();
        await GitHub.DisposeAsync();
    }

    [Fact]
    public async Task Dispatch_hands_on_what_the_workflow_asks_for_and_ends_as_the_run_does()
    {
        GitHub.Looks.Add(("completed", "success", [Jobs.Job(2, "Smoke", "completed", "success")]));
        var succeeded = await RunAsync("Dispatch", "--workflow", "apply", "--ref", "main", "--limit", "vs0", "--dry-run", "--input", "target=ConfigureBase", "--follow");
        succeeded.ExitCode.ShouldBe(0, succeeded.All);
        succeeded.Out.ShouldContain("Smoke");
        succeeded.Out.ShouldContain("run succeeded in 3:12");
        GitHub.Runs.Single()["inputs"]!.AsObject().ToDictionary(input => input.Key, input => (string)input.Value!).ShouldBe(new Dictionary<string, string>
        {
            ["environment"] = _lab.Name,
            ["target"] = "ConfigureBase",
            ["limit"] = "vs0",
            ["dry-run"] = "true",
            ["allow-destroy"] = "false",
        }, ignoreOrder: true);

        GitHub.Looks[0] = ("completed", "failure", [Jobs.Job(2, "Smoke", "completed", "failure")]);
        GitHub.Logs["2"] = "2026-03-14T15:00:12.1234567Z nobody answers\n";
        var failed = await RunAsync("Dispatch", "--workflow", "apply", "--ref", "main", "--follow");
        failed.ExitCode.ShouldBe(1, failed.All);
        failed.Out.ShouldContain("nobody answers");
        failed.All.ShouldContain((string)GitHub.Runs[1]["html_url"]!);
        failed.All.ShouldNotContain("   at ");
        (succeeded.All + failed.All).ShouldNotContain(FakeGitHub.Token);
    }

    [Fact]
    public async Task Without_a_token_GitHub_is_not_asked_and_one_is_told_what_it_must_be_allowed()
    {
        using var started = _lab.StartWith(new(Variables) { ["GITHUB_TOKEN"] = null, ["GH_TOKEN"] = null, ["GH_ENTERPRISE_TOKEN"] = null, ["GITHUB_ENTERPRISE_TOKEN"] = null }, "Dispatch", "--workflow", "apply");
        var refused = await started.EndsAsync();
        refused.ExitCode.ShouldBe(2, refused.All);
        refused.All.ShouldContain("error JAM1103: there is no token for 127.0.0.1");
        GitHub.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task SyncSecrets_makes_the_environments_of_a_lab_with_their_approvers_and_secrets()
    {
        var lines = TestSeal.Of("open sesame", Password).Split('\n').Select(line => $"      {line}\n");
        _lab.EditInventory("    sudo: true\n", $"    sudo: true\n    password: !vault |\n{string.Concat(lines)}");
        _lab.EditInventory("  drift: never\n", "  drift: never\n  approvers: [mona]\n");
        GitHub.PublicKey = [9, .. new byte[31]];

        var without = await RunAsync("SyncSecrets");
        without.ExitCode.ShouldBe(2, without.All);
        without.All.ShouldContain("need the secret JAMLAB_VAULT_PASSWORD");
        GitHub.Writes.ShouldBeEmpty();

        using var started = _lab.StartWith(new(Variables) { ["JAMLAB_VAULT_PASSWORD"] = Password }, "SyncSecrets");
        var synced = await started.EndsAsync();
        synced.ExitCode.ShouldBe(0, synced.All);
        synced.All.ShouldNotContain(Password);
        GitHub.Environments.Keys.Order().ShouldBe([_lab.Name, $"{_lab.Name}-approval", $"{_lab.Name}-plan"]);
        GitHub.Environments[$"{_lab.Name}-approval"]["reviewers"]!.AsArray().Count.ShouldBe(1);
        GitHub.Environments[_lab.Name]["policies"]!.AsArray().Select(one => (string)one!["name"]!).ShouldBe(["main"]);
        GitHub.Sealed.Keys.ShouldBe([$"{_lab.Name}-plan/JAMLAB_VAULT_PASSWORD", $"{_lab.Name}/JAMLAB_VAULT_PASSWORD"], ignoreOrder: true);
        // A box is 48 bytes longer than what is in it; https://doc.libsodium.org/public-key_cryptography/sealed_boxes
        GitHub.Sealed.Values.ShouldAllBe(box => box.Length == Password.Length + 48 && !Encoding.Latin1.GetString(box).Contains(Password));
    }

    [Fact]
    public async Task A_run_is_recorded_as_a_deployment_and_its_templates_are_released()
    {
        var unknown = await RunAsync("ProvisionVms", "--limit", "dns0", "--record");
        unknown.ExitCode.ShouldBe(0, unknown.All);
        unknown.Out.ShouldContain("The run could not be recorded at GitHub");

        var commit = Commit();
        var recorded = await RunAsync("ProvisionVms", "--limit", "dns0", "--record");
        recorded.ExitCode.ShouldBe(0, recorded.All);
        var deployment = GitHub.AllDeployments.ShouldHaveSingleItem();
        ((string)deployment["environment"]!).ShouldBe(_lab.Name);
        ((string)deployment["ref"]!).ShouldBe(commit);
        ((string)deployment["statuses"]!.AsArray().Last()!["state"]!).ShouldBe("success");

        var released = await RunAsync("ReleaseTemplates", "--tag", "v1");
        released.ExitCode.ShouldBe(0, released.All);
        var manifest = GitHub.Assets.Where(asset => ((string)asset["name"]!).StartsWith("debian-12-", StringComparison.Ordinal)).ShouldHaveSingleItem();
        var bytes = GitHub.Bytes[(long)manifest["id"]!];
        JsonNode.Parse(bytes).ShouldNotBeNull();
        var sums = GitHub.Assets.Where(asset => ((string)asset["name"]!).Contains("SHA256", StringComparison.OrdinalIgnoreCase)).ShouldHaveSingleItem();
        Encoding.UTF8.GetString(GitHub.Bytes[(long)sums["id"]!]).ShouldContain($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {(string)manifest["name"]!}");

        var uploads = GitHub.Assets.Count;
        (await RunAsync("ReleaseTemplates", "--tag", "v1")).Out.ShouldContain("release v1 unchanged");
        GitHub.Assets.Count.ShouldBe(uploads);
    }

    private async Task<Result> RunAsync(params string[] arguments)
    {
        using var command = _lab.StartWith(Variables, arguments);
        return await command.EndsAsync();
    }

    private string Commit()
    {
        foreach (var arguments in new string[][] { ["init", "-q", "-b", "main"], ["add", "README.md"], ["-c", "user.name=jam", "-c", "user.email=jam@example.org", "commit", "-q", "-m", "a lab"] })
            Shell.Run("git", ["-C", _repository.Root, .. arguments]);
        return Shell.Run("git", "-C", _repository.Root, "rev-parse", "HEAD").Trim();
    }
}

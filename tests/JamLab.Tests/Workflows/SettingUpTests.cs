using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages;
using JamLab.Stages.GitHub;
using JamLab.Tests.GitHub.Server;
using JamLab.Tests.Inventory;
using JamLab.Tests.Templates;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows;

/// <summary>What a lab's owner has GitHub know: environments with their secrets, templates' manifests, runs made elsewhere.</summary>
public sealed class SettingUpTests : IAsyncLifetime
{
    private readonly Images _images = new();
    private readonly Dictionary<string, string> _variables = [];
    private FakeGitHub _fake = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Inventory { get; } = """
        schema: 1
        lab: { name: lab, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/16 } } }
        hypervisor: nspawn
        defaults: { template: plain, cores: 1, memory: 512MiB, disk: 8GiB }
        vms: { vs0: { address: 10.77.0.130 } }

        """;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeGitHub.StartAsync();
        _fake.PublicKey = [9, .. new byte[31]];
        Directory.CreateDirectory(_images.Paths.EnvironmentFolder);
        await File.WriteAllTextAsync(_images.Paths.InventoryFile, Inventory, Cancellation);
        foreach (var (name, value) in new[] { ("GITHUB_REPOSITORY", "octocat/lab"), ("GITHUB_SERVER_URL", $"{_fake.Address}"), ("GITHUB_API_URL", $"{_fake.Address}"), ("GITHUB_TOKEN", FakeGitHub.Token), ("JAMLAB_CACHE", _images.Paths.Cache) })
            _variables[name] = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _fake.DisposeAsync();
        _images.Dispose();
    }

    [Fact]
    public async Task A_labs_environments_get_approvers_branches_and_the_secrets_that_its_workflows_name()
    {
        _variables["JAMLAB_VAULT_PASSWORD"] = "hunter2hunter2";
        var lab = SampleLabs.Named("everything")[0] with { HasSealedValues = true };
        await Stages().SyncSecretsAsync(GitHub, lab with { Inventory = lab.Inventory with { Ci = lab.Ci with { Approvers = [.. lab.Ci.Approvers.Take(1)] } } }, "main", Cancellation);
        _fake.Environments.Keys.Order().ShouldBe(["home", "home-approval", "home-plan"]);
        _fake.Sealed.Keys.ShouldBe(["home-plan/JAMLAB_VAULT_PASSWORD", "home/JAMLAB_VAULT_PASSWORD"]);
        _fake.Environments["home-approval"].ToJsonString().ShouldContain("\"type\":\"User\"");
        _fake.Environments["home"].ToJsonString().ShouldNotContain("\"type\":\"User\"");
        _fake.Asked.ShouldContain(one => one.Contains("deployment-branch-policies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_that_nobody_here_knows_stops_it_before_anything_is_written()
    {
        var lab = SampleLabs.Named("hosted runner")[1] with { HasSealedValues = true };
        var problems = (await Should.ThrowAsync<DiagnosticException>(() => Stages().SyncSecretsAsync(GitHub, lab, "main", Cancellation))).Message;
        foreach (var name in new[] { "JAMLAB_VAULT_PASSWORD", "TS_OAUTH_CLIENT_ID", "TS_OAUTH_SECRET", "JAMLAB_STATE_PASSWORD" })
            problems.ShouldContain($"need the secret {name}");
        _fake.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Templates_manifests_are_released_with_their_sums()
    {
        var template = _images.Finish();
        (await Stages().ReleaseTemplatesAsync(GitHub, "v1", Cancellation)).ShouldBe("release v1 created");
        (await Stages().ReleaseTemplatesAsync(GitHub, "v1", Cancellation)).ShouldBe("release v1 unchanged");
        _fake.Assets.Select(asset => (string)asset["name"]!).Order(StringComparer.Ordinal).ShouldBe(["SHA256SUMS", $"{Path.GetFileName(template.Folder)}.json"]);
    }

    [Fact]
    public async Task A_template_that_is_not_built_is_not_released()
    {
        (await Should.ThrowAsync<DiagnosticException>(() => Stages().ReleaseTemplatesAsync(GitHub, "v1", Cancellation))).Message.ShouldContain("is not built");
        _fake.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, "success")]
    [InlineData(false, "failure")]
    public async Task A_run_made_elsewhere_is_recorded_as_a_deployment(bool succeeded, string state)
    {
        _fake.Push("main", "mona", ("README.md", "hello"));
        await Stages().RecordAsync(GitHub, _fake.Refs["heads/main"], succeeded, null, Cancellation);
        var deployment = _fake.AllDeployments.ShouldHaveSingleItem();
        ((string)deployment["environment"]!).ShouldBe("local");
        deployment.ToJsonString().ShouldContain($"\"{state}\"");
    }

    [Fact]
    public async Task A_run_that_cannot_be_recorded_is_a_run_all_the_same()
    {
        _variables.Remove("GITHUB_TOKEN");
        _variables["PATH"] = "";
        await Stages().RecordAsync(GitHub, "0123456789abcdef0123456789abcdef01234567", succeeded: true, null, Cancellation);
        _fake.AllDeployments.ShouldBeEmpty();
    }

    private LabStages Stages() => new(new StageOptions(_images.Paths.Root, "local"), Logger.None, TimeProvider.System, _variables.GetValueOrDefault);

    private GitHubStage GitHub => new(_images.Paths.Root, _variables.GetValueOrDefault, _fake.Time, Logger.None);
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using JamLab.Tests.Support;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;
using Nuke.Common.Output;
using Shouldly;
using Xunit;
using YamlDotNet.Serialization;

namespace JamLab.Tests.Output.Workflows;

public class WorkflowTests
{
    public static TheoryData<string, Type> Builds => new()
    {
        { "short", typeof(Short) },
        { "push", typeof(Push) },
        { "everything", typeof(Everything) },
        { "quoting", typeof(Quoting) },
    };

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task A_workflow_is_what_GitHub_expects(string name, Type build)
    {
        var files = Files(build);
        files.Problems.ShouldBeEmpty();
        var text = files.All().Single().Text;
        Approved.Match(text, name, "yml");
        new DeserializerBuilder().Build().Deserialize<object>(text).ShouldNotBeNull();
        await ShouldFitGitHubsSchema(text);
    }

    [Fact]
    public void What_is_quoted_comes_back_as_it_was()
    {
        var workflow = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(Files(typeof(Quoting)).All().Single().Text);
        var push = (Dictionary<object, object>)((Dictionary<object, object>)workflow["on"])["push"];
        ((List<object>)push["branches"]).ShouldBe(Quoting.Branches);
        ((List<object>)push["paths"]).ShouldBe(["**", "!docs/**", "!*.md"]);
    }

    [Fact]
    public void Mistakes_are_told_together() =>
        Approved.Match(string.Join('\n', Files(typeof(Mistaken)).Problems) + "\n", "mistakes");

    [Fact]
    public void A_file_of_the_users_own_is_left_alone() => Files(typeof(Own)).All().ShouldBeEmpty();

    [Theory]
    [InlineData("NuGetApiKey", "NUGET_API_KEY")]
    [InlineData("VaultPassword", "VAULT_PASSWORD")]
    [InlineData("GitHubToken", "GITHUB_TOKEN")]
    [InlineData("SSHKey", "SSH_KEY")]
    [InlineData("ALREADY_THERE", "ALREADY_THERE")]
    public void A_parameter_has_its_secret(string parameter, string secret) => GitHubNames.OfSecret(parameter).ShouldBe(secret);

    [Fact]
    public void A_repository_that_pins_actions_itself_has_its_own()
    {
        using var folder = new TemporaryFolder();
        var pins = Directory.CreateDirectory(Path.Combine(folder.Path, ".github"));
        File.WriteAllText(Path.Combine(pins.FullName, "actions.lock.json"), """{ "actions/checkout": { "version": "v5.0.0", "commit": "08c6903cd8c0fde910a37f88322edcfb5dd907a8" } }""");
        Files(typeof(Short), folder.Path).All().Single().Text.ShouldContain("actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0");
        File.WriteAllText(Path.Combine(pins.FullName, "actions.lock.json"), """{ "actions/checkout": { "version": "v5.0.0", "commit": "main" } }""");
        Should.Throw<UserMistake>(() => Files(typeof(Short), folder.Path).All().ToList()).Message.ShouldContain("actions/checkout has no full commit hash");
    }

    private static WorkflowFiles Files(Type build, string root = "/repo")
    {
        var sample = new SampleBuild();
        IEnumerable<string> ProductsOf(ExecutableTarget target) =>
            target == sample.Templates ? ["/repo/artifacts/images/*.qcow2", "/repo/artifacts/images/*.json"]
            : target == sample.Report ? ["/repo/artifacts/report.html"]
            : target == sample.Doctor ? ["/repo/never"]
            : [];
        return new WorkflowFiles(build, root, sample.Targets, ProductsOf);
    }

    private static async Task ShouldFitGitHubsSchema(string yaml, [CallerFilePath] string file = "")
    {
        var repository = new DirectoryInfo(Path.GetDirectoryName(file)!);
        while (repository is not null && !File.Exists(Path.Combine(repository.FullName, "JamLab.sln")))
            repository = repository.Parent;
        var oracle = Path.Combine(repository!.FullName, "..", "shared", "oracles", "github", "github-workflow.json");
        if (!File.Exists(oracle))
            Assert.Skip($"needs GitHub's schema at {oracle}");
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(oracle);
        var json = JsonSerializer.Serialize(new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml));
        schema.Validate(json).ShouldBeEmpty(json);
    }

    [GitHubActions("ci", GitHubActionsImage.UbuntuLatest, On = [GitHubActionsTrigger.Push, GitHubActionsTrigger.PullRequest, GitHubActionsTrigger.WorkflowDispatch], CacheKeyFiles = [])]
    private sealed class Short;

    [GitHubActions("ci", GitHubActionsImage.Ubuntu2404, OnPushBranches = ["main", "release/**"], OnPullRequestBranches = ["main"], InvokedTargets = ["ValidateInventory"])]
    internal sealed class Push;

    [GitHubActions(
        "nightly lab",
        GitHubActionsImage.Ubuntu2204,
        GitHubActionsImage.WindowsLatest,
        GitHubActionsImage.SelfHosted,
        OnPushTags = ["v*"],
        OnPullRequestIncludePaths = ["images/**"],
        OnPullRequestExcludePaths = ["**/*.md"],
        OnCronSchedule = "0 3 * * 1",
        OnWorkflowDispatchOptionalInputs = ["Limit"],
        OnWorkflowDispatchRequiredInputs = ["EnvironmentName"],
        InvokedTargets = ["DeployServices", "Report"],
        ImportSecrets = ["VaultPassword", "NuGetApiKey"],
        EnableGitHubToken = true,
        ReadPermissions = [GitHubActionsPermissions.Contents],
        WritePermissions = [GitHubActionsPermissions.IdToken, GitHubActionsPermissions.PullRequests],
        CacheExcludePatterns = [".nuke/temp/execution-plan.html"],
        PublishCondition = "always()",
        TimeoutMinutes = 90,
        EnvironmentName = "home",
        EnvironmentUrl = "https://home.jamfox.dev",
        ConcurrencyGroup = "lab-${{ github.ref }}",
        JobConcurrencyCancelInProgress = true,
        Submodules = GitHubActionsSubmodules.Recursive,
        Lfs = true,
        FetchDepth = 0,
        Progress = false,
        Filter = "blob:none")]
    private sealed class Everything;

    [GitHubActions(
        "on",
        GitHubActionsImage.UbuntuLatest,
        OnPushBranches = ["true", "1.0", "*", "!a", "a: b", "a #b", "- x", " lead", "it's", "null", "~", "ä 😀", "a\"b", "@x", "%y", "{a}", "x:", "0x1F", "1e3", "yes"],
        OnPushExcludePaths = ["docs/**", "*.md"],
        OnWorkflowDispatchOptionalInputs = ["No"],
        PublishArtifacts = false)]
    private sealed class Quoting
    {
        public static readonly string[] Branches =
            ["true", "1.0", "*", "!a", "a: b", "a #b", "- x", " lead", "it's", "null", "~", "ä 😀", "a\"b", "@x", "%y", "{a}", "x:", "0x1F", "1e3", "yes"];
    }

    [GitHubActions("a/b", GitHubActionsImage.UbuntuLatest, GitHubActionsImage.UbuntuLatest, On = [GitHubActionsTrigger.Push], OnPushBranches = ["x"], OnPushBranchesIgnore = ["y"], OnPushTags = ["x"], OnPushTagsIgnore = ["y"], InvokedTargets = ["Depoly"])]
    [GitHubActions("twice", GitHubActionsImage.UbuntuLatest, OnCronSchedule = "daily", EnvironmentUrl = "x", ImportSecrets = ["a-b", "Both"], OnWorkflowDispatchOptionalInputs = ["Both", "Two"], OnWorkflowDispatchRequiredInputs = ["Two"])]
    [GitHubActions("twice", GitHubActionsImage.UbuntuLatest)]
    internal sealed class Mistaken;

    [GitHubActions("own", GitHubActionsImage.UbuntuLatest, AutoGenerate = false)]
    private sealed class Own;
}

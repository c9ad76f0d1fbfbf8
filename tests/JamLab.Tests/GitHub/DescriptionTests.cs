using JamLab.Inventory;
using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Commits;
using JamLab.Stages.GitHub.Environments;
using JamLab.Stages.GitHub.Releases;
using JamLab.Tests.GitHub.Server;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

/// <summary>Every request that we make has the form that GitHub's published OpenAPI description asks for; the answers come from <see cref="FakeGitHub"/>.</summary>
public class DescriptionTests(Prism prism) : IClassFixture<Prism>
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Subjects => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Each_request_is_as_described(string subject)
    {
        await prism.ReadyAsync();
        await using var fake = await FakeGitHub.StartAsync();
        fake.PublicKey = [9, .. new byte[31]];
        fake.Judge = prism.JudgeAsync;
        var (mistakes, judged) = (prism.Mistakes.Count, prism.Judged);
        using var github = fake.Open();
        await All[subject](fake, github);
        prism.Mistakes.Skip(mistakes).ShouldBeEmpty();
        prism.Judged.ShouldBeGreaterThan(judged);
    }

    [Fact]
    public async Task A_request_that_is_not_as_described_is_noticed()
    {
        await prism.ReadyAsync();
        await using var fake = await FakeGitHub.StartAsync();
        fake.Judge = prism.JudgeAsync;
        var before = prism.Mistakes.Count;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", "Bearer x");
        await http.PostAsync(new Uri(fake.Address, "repos/octocat/lab/check-runs"), new StringContent("""{"name":1,"head_sha":"x"}""", System.Text.Encoding.UTF8, "application/json"), Token);
        prism.Mistakes.Count.ShouldBe(before + 1);
    }

    private static Dictionary<string, Func<FakeGitHub, GitHubRepository, Task>> All { get; } = new()
    {
        ["comments"] = async (fake, github) =>
        {
            fake.AddComment(12, "<!-- jamlab:plan -->\nold");
            fake.AddComment(12, "<!-- jamlab:plan -->\nolder");
            await github.UpsertCommentAsync(12, "jamlab:plan", "one", Token);
            await github.UpsertCommentAsync(13, "jamlab:plan", "`${{ x }}` ::set-output 🦊\r\n", Token);
        },
        ["checks"] = (_, github) => github.CheckRunAsync("plan", Sha, GitHubConclusion.Failure, "title", "summary",
            [.. Enumerable.Range(1, 60).Select(line => new CheckAnnotation("a.yml", line, line, AnnotationLevel.Warning, "t", "m") { StartColumn = 1, EndColumn = 2 })], Token),
        ["lost checks"] = async (fake, github) =>
        {
            fake.Fail("POST /repos/octocat/lab/check-runs", Fault.AnswerLost);
            fake.Fail("PATCH /repos/octocat/lab/check-runs/", Fault.AnswerLost);
            await github.CheckRunAsync("plan", Sha, GitHubConclusion.ActionRequired, "title", "summary", [.. Enumerable.Range(1, 60).Select(line => new CheckAnnotation("a.yml", line, line + 1, AnnotationLevel.Notice, "t", "m"))], Token);
        },
        ["deployments"] = async (fake, github) =>
        {
            fake.Fail("POST /repos/octocat/lab/deployments", Fault.AnswerLost);
            fake.Fail("POST /repos/octocat/lab/deployments/", Fault.AnswerLost);
            var deployment = await github.DeploymentAsync("home", "main", "d", Token);
            foreach (var state in Enum.GetValues<GitHubDeploymentState>())
                await deployment.StatusAsync(state, new Uri("https://example.com/log"), new Uri("https://portal.home"), Token);
            await deployment.StatusAsync(GitHubDeploymentState.Success, null, null, Token);
        },
        ["issues"] = async (_, github) =>
        {
            await github.IssueAsync("jamlab:drift", "drift", "Drift", "one", Token);
            await github.IssueAsync("jamlab:drift", "drift", "Drift", "two", Token);
            await github.CloseIssueAsync("jamlab:drift", "gone", Token);
        },
        ["commits and pull requests"] = async (fake, github) =>
        {
            var main = fake.Push("main", "mona", ("a", "a"), ("b", "b"));
            foreach (var text in new[] { "one", "two" })
            {
                await github.CommitFilesAsync("jamlab/update", main, [CommitFile.Text("a", text), CommitFile.Deleted("b")], "m", Token);
                await github.PullRequestAsync("jamlab/update", "main", "t", text, Token);
            }
        },
        ["releases"] = async (fake, github) =>
        {
            using var folder = new TemporaryFolder();
            fake.TellsDigests = false;
            foreach (var text in new[] { "one", "two" })
                await github.ReleaseAsync("v1", "n", text, [new ReleaseFile("a.json", folder.With("a.json", text))], Token);
        },
        ["environments"] = async (_, github) =>
        {
            await github.EnvironmentAsync("home", null, null, Token);
            await github.EnvironmentAsync("home", ["mona", "acme/admins"], BranchPolicy.Named("main", "release/*"), Token);
            await github.EnvironmentAsync("home", ["mona"], BranchPolicy.Named("main"), Token);
            await github.EnvironmentAsync("home", ["mona"], BranchPolicy.ProtectedOnly, Token);
            await github.EnvironmentAsync("home", [], BranchPolicy.Any, Token);
        },
        ["secrets and variables"] = async (_, github) =>
        {
            await github.EnvironmentAsync("home", null, null, Token);
            foreach (var environment in new[] { "home", null })
            {
                await github.SecretsAsync(environment, new Dictionary<string, Secret> { ["A"] = new("x") }, Token);
                await github.VariablesAsync(environment, new Dictionary<string, string> { ["V"] = "1" }, Token);
                await github.VariablesAsync(environment, new Dictionary<string, string> { ["V"] = "2" }, Token);
            }
        },
        ["runs"] = async (fake, github) =>
        {
            fake.NamesRuns = false;
            fake.Push("main", "mona", ("a", "a"));
            var run = await github.DispatchAsync("deploy.yml", null, new Dictionary<string, string> { ["environment"] = "home" }, Token);
            fake.Logs["5"] = "boom";
            fake.Looks.Add(("completed", "failure", [Jobs.Job(5, "test", "completed", "failure")]));
            await foreach (var _ in github.FollowAsync(run, Token))
            {
            }

            await github.CancelAsync(run, Token);
        },
        ["who we are"] = async (fake, _) =>
        {
            using var key = System.Security.Cryptography.RSA.Create(2048);
            fake.AppKey = key;
            var place = new JamLab.Stages.GitHub.Login.RepositoryPlace(fake.Server, "octocat", "lab");
            using var app = fake.Open(new JamLab.Stages.GitHub.Login.AppTokens(place, new("7", new Secret(key.ExportRSAPrivateKeyPem())), fake.Time, Serilog.Core.Logger.None));
            fake.AddComment(12, "<!-- jamlab:plan -->\nold", "jamlab-home[bot]");
            await app.UpsertCommentAsync(12, "jamlab:plan", "one", Token);
        },
    };
}

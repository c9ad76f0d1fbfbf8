using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Emission;

/// <summary><c>ci.yml</c>: what keeps the repository itself whole: its tests, and workflows that are as they would be made.</summary>
internal static class CiWorkflow
{
    public static Workflow For(string branch, IReadOnlyList<string> testProjects) => new("ci.yml", "CI", "Builds and tests the repository, and checks its workflows.")
    {
        On = new Triggers
        {
            Push = new PathFilter([branch], []),
            PullRequest = new PathFilter([], []),
            Dispatch = testProjects.Count > 0 ? [new("filter", InputKind.String, "Only tests whose full name contains this; empty for all", "")] : [],
        },
        Permissions = [Permission.Read("contents")],
        Concurrency = new Concurrency((Text)"ci-" + Text.Of("github.ref"), CancelInProgress: true),
        Jobs = testProjects.Count > 0 ? [Workflows(Linters), Test(testProjects)] : [Workflows([])],
    };

    // They lie beside the tests.
    private static readonly Step[] Linters =
    [
        new RunStep("Install the linters", "npm ci --prefix tests/npm --no-progress"),
        new RunStep("Lint", "node tests/npm/lint.mjs .github/workflows"),
    ];

    private static StepsJob Workflows(Step[] linters) => new("workflows")
    {
        Name = "Workflows",
        Runner = Steps.Hosted,
        Timeout = TimeSpan.FromMinutes(20),
        Steps =
        [
            Steps.Checkout(),
            Steps.InstallDotNet(),
            Steps.CompiledBuild(),
            new RunStep("Workflows are as they would be made", "./build.sh GenerateWorkflows --check"),
            .. linters,
        ],
    };

    private static StepsJob Test(IReadOnlyList<string> projects) => new("test")
    {
        Name = Text.Of("matrix.project"),
        Runner = Steps.Hosted,
        Timeout = TimeSpan.FromHours(1),
        Matrix = new Matrix { Include = [.. projects.Select(project => (IReadOnlyList<(string, string)>)[("project", project)])] },
        Env = [("NUKE_TEST_PROJECT", Text.Of("matrix.project")), ("NUKE_TEST_FILTER", Text.Of("inputs.filter || ''"))],
        Steps =
        [
            Steps.Checkout(),
            Steps.InstallDotNet(cachePackages: true),
            Steps.CompiledBuild(),
            Steps.AsRoot("Test", ".ci/run"),
            Steps.Upload("Keep the results", (Text)"test-results-" + Text.Of("matrix.project"), "artifacts/test-results/"),
        ],
    };
}

using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows;

/// <summary>What actionlint, GitHub's own parser and SchemaStore's schema say of all that is emitted.</summary>
public sealed class LintTests
{
    private static readonly string Schema = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "oracles", "github", "github-workflow.json"));

    public static TheoryData<string> Sets => ["the repository", "everything", "hosted runner", "without ci", SampleLabs.WithoutTests, "1 hosts", "20 hosts", "300 hosts", "2000 hosts"];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Every_emitted_workflow_passes_the_linters(string set)
    {
        using var folder = new TemporaryFolder();
        var texts = SampleLabs.Texts(set);
        foreach (var (file, text) in texts)
            await File.WriteAllTextAsync(Path.Combine(folder.Path, file), text, TestContext.Current.CancellationToken);
        var (exitCode, output) = await Npm.NodeAsync(["lint.mjs", .. WithSchema, folder.Path]);
        output.ShouldBe($"{texts.Count} workflows, 0 problems\n");
        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_judges_are_awake()
    {
        Assert.SkipUnless(File.Exists(Schema), $"{Schema} is not there");
        var broken = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Schema)!, "github-workflow-tests"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.Contains("negative", StringComparison.OrdinalIgnoreCase) || file.Contains("invalid", StringComparison.OrdinalIgnoreCase)).ToList();
        broken.Count.ShouldBeGreaterThan(10);
        var (exitCode, output) = await Npm.NodeAsync(["lint.mjs", "--schema", Schema, .. broken]);
        exitCode.ShouldBe(1);
        foreach (var file in broken)
            output.ShouldContain($"{file}:");
    }

    private static string[] WithSchema => File.Exists(Schema) ? ["--schema", Schema] : [];
}

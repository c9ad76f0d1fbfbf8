using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Workflows;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Serilog;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows;

/// <summary>GenerateWorkflows over a repository whose files somebody may have touched.</summary>
public sealed class FileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "tests"));
        foreach (var file in new[] { ".github/actions.lock.json", "environments/home/inventory.yml", "environments/local/inventory.yml", "images/debian-12/image.yml" })
            Write(file, File.ReadAllText(Repository.File(file)));
    }

    private WorkflowStage Stage => new(_folder.Path, SampleLabs.Pipeline, "main", Serilog.Core.Logger.None);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_run_changes_nothing()
    {
        Stage.Generate(overwrite: false).ShouldStartWith("changed apply");
        Stage.Generate(overwrite: false).ShouldBe("nothing to change");
        Stage.Check().ShouldEndWith("files are as they should be");
    }

    [Fact]
    public void Check_writes_nothing_and_says_which_files_are_not_there() =>
        Problems(() => Stage.Check()).ShouldContain(".github/workflows/ci.yml is missing");

    [Fact]
    public void Check_says_what_would_change_after_a_change_of_an_inventory()
    {
        Stage.Generate(overwrite: false);
        Write("environments/local/inventory.yml", Repository.Inventory("local").Replace("runner: [self-hosted, linux]", "runner: [self-hosted, rack]", StringComparison.Ordinal));
        var problems = Problems(() => Stage.Check());
        problems.ShouldContain(".github/workflows/apply-local.yml is stale:");
        problems.ShouldContain("-    runs-on: [self-hosted, linux]\n+    runs-on: [self-hosted, rack]");
        problems.ShouldNotContain("apply-home.yml");
        Stage.Generate(overwrite: false).ShouldBe("changed apply-local.yml plan.yml");
    }

    [Fact]
    public void A_change_by_hand_is_shown_and_kept()
    {
        Stage.Generate(overwrite: false);
        var edited = Read("ci.yml").Replace("ubuntu-24.04", "ubuntu-22.04", StringComparison.Ordinal);
        Write(".github/workflows/ci.yml", edited);
        var problems = Problems(() => Stage.Generate(overwrite: false));
        problems.ShouldContain(".github/workflows/ci.yml was changed by hand:");
        problems.ShouldContain("-    runs-on: ubuntu-22.04\n+    runs-on: ubuntu-24.04");
        Read("ci.yml").ShouldBe(edited);
        Stage.Generate(overwrite: true).ShouldBe("changed ci.yml");
    }

    [Fact]
    public void Somebody_elses_workflow_of_the_same_name_is_not_replaced()
    {
        Write(".github/workflows/ci.yml", "on: push\n");
        Problems(() => Stage.Generate(overwrite: false)).ShouldContain(".github/workflows/ci.yml was not made by GenerateWorkflows");
        Directory.GetFiles(Path.Combine(_folder.Path, ".github", "workflows")).Length.ShouldBe(1);
    }

    [Fact]
    public void Somebody_elses_workflows_of_other_names_are_left_alone()
    {
        Write(".github/workflows/pages.yml", "on: push\n");
        Stage.Generate(overwrite: false);
        Read("pages.yml").ShouldBe("on: push\n");
    }

    [Fact]
    public void A_workflow_that_nothing_makes_any_more_is_removed()
    {
        Stage.Generate(overwrite: false);
        Directory.Delete(Path.Combine(_folder.Path, "environments", "home"), recursive: true);
        Problems(() => Stage.Check()).ShouldContain(".github/workflows/apply-home.yml is made by nothing any more");
        Stage.Generate(overwrite: false).ShouldContain("apply-home.yml");
        File.Exists(Path.Combine(_folder.Path, ".github", "workflows", "apply-home.yml")).ShouldBeFalse();
    }

    [Fact]
    public void Line_ends_of_Windows_are_no_change()
    {
        Stage.Generate(overwrite: false);
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.Path, ".github", "workflows")))
            File.WriteAllText(file, File.ReadAllText(file).ReplaceLineEndings("\r\n"));
        Stage.Check().ShouldEndWith("files are as they should be");
    }

    [Theory]
    [InlineData("environments/${{ secrets.X }}", "is no name that workflows can carry")]
    [InlineData("environments/a b", "is no name that workflows can carry")]
    [InlineData("environments/`id`", "is no name that workflows can carry")]
    public void A_folder_whose_name_could_be_read_as_something_else_is_a_mistake(string folder, string problem)
    {
        Write($"{folder}/inventory.yml", Repository.Inventory("local"));
        Problems(() => Stage.Generate(overwrite: false)).ShouldContain(problem);
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("""{ "actions/checkout": { "version": "v5", "commit": "main" } }""", "has no full commit hash")]
    [InlineData("""{ "actions/checkout": { "version": "v5\n    run: id", "commit": "08c6903cd8c0fde910a37f88322edcfb5dd907a8" } }""", "has no full commit hash")]
    [InlineData("{}", "does not name actions/checkout")]
    public void A_lock_file_that_pins_nothing_is_a_mistake(string text, string problem)
    {
        Write(".github/actions.lock.json", text);
        Problems(() => Stage.Generate(overwrite: false)).ShouldContain(problem);
    }

    private static string Problems(Action action) => Should.Throw<DiagnosticException>(action).Message;

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.Path, ".github", "workflows", name));

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

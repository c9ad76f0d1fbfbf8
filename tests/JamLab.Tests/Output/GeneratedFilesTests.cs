using JamLab.Tests.Output.Workflows;
using Nuke.Common.Execution;
using Nuke.Common.Output;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output;

public sealed class GeneratedFilesTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory().FullName;
    private readonly SampleBuild build = new();

    [Fact]
    public void Files_are_written_once_and_found_stale_when_edited()
    {
        var files = Files(typeof(WorkflowTests.Push));
        files.AreCurrent.ShouldBeFalse();
        Stale(files).ShouldBe([".nuke/build.schema.json", ".github/workflows/ci.yml"]);
        Write(files).ShouldBe([".nuke/build.schema.json", ".github/workflows/ci.yml"]);
        files.AreCurrent.ShouldBeTrue();
        Write(files).ShouldBeEmpty();
        File.AppendAllText(Path.Combine(root, ".github/workflows/ci.yml"), "# by hand\n");
        Stale(files).ShouldBe([".github/workflows/ci.yml"]);
    }

    [Fact]
    public void Another_build_assembly_is_not_current()
    {
        Write(Files(typeof(WorkflowTests.Push)));
        Files(typeof(string)).AreCurrent.ShouldBeFalse();
    }

    [Fact]
    public void Contradicting_attributes_write_nothing()
    {
        Should.Throw<UserMistake>(() => Write(Files(typeof(WorkflowTests.Mistaken)))).Problems.Count.ShouldBe(13);
        Directory.GetFileSystemEntries(root).ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private GeneratedFiles Files(Type type) => new(type, root, Path.Combine(root, ".nuke", "temp"));

    private IReadOnlyList<string> Write(GeneratedFiles files) => files.Write(build.Targets, SampleBuild.Parameters, _ => []);

    private IReadOnlyList<string> Stale(GeneratedFiles files) => files.Stale(build.Targets, SampleBuild.Parameters, _ => []);
}

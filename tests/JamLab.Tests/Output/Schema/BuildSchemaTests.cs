using JamLab.Tests.Support;
using Nuke.Common.Output;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Schema;

public class BuildSchemaTests
{
    [Fact]
    public void The_schema_has_the_layout_of_NUKE_10() =>
        Approved.Match(BuildSchema.Create(new SampleBuild().Targets, SampleBuild.Parameters), "build.schema", "json");

    [Fact]
    public void The_order_of_declaration_does_not_matter() =>
        BuildSchema.Create([.. Enumerable.Reverse(new SampleBuild().Targets)], [.. SampleBuild.Parameters.Reverse()])
            .ShouldBe(BuildSchema.Create(new SampleBuild().Targets, SampleBuild.Parameters));

    [Fact]
    public async Task Parameters_are_checked_by_it()
    {
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(BuildSchema.Create(new SampleBuild().Targets, SampleBuild.Parameters));
        schema.Validate("""{ "EnvironmentName": "home", "Limit": ["vb0"], "DryRun": true, "Verbosity": "Quiet", "Target": ["Doctor"] }""").ShouldBeEmpty();
        schema.Validate("""{ "EnvironmentName": "nowhere" }""").ShouldNotBeEmpty();
        schema.Validate("""{ "Verbosity": "Loud" }""").ShouldNotBeEmpty();
        schema.Validate("""{ "Skip": ["Nothing"] }""").ShouldNotBeEmpty();
    }

    [Fact]
    public void A_file_is_written_only_when_it_differs()
    {
        var directory = Directory.CreateTempSubdirectory();
        var file = Path.Combine(directory.FullName, "new", "file.json");
        GeneratedFile.WriteIfStale(file, "a\nb\n").ShouldBeTrue();
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        GeneratedFile.WriteIfStale(file, "a\nb\n").ShouldBeFalse();
        File.GetLastWriteTimeUtc(file).ShouldBe(DateTime.UnixEpoch);
        File.WriteAllText(file, "a\r\nb\r\n");
        GeneratedFile.IsStale(file, "a\nb\n").ShouldBeFalse("a checkout on Windows is not a change");
        GeneratedFile.WriteIfStale(file, "a\n").ShouldBeTrue();
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldBe([file]);
        directory.Delete(recursive: true);
    }
}

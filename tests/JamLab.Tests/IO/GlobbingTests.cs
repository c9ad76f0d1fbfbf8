using JamLab.Tests.Support;
using Nuke.Common.IO;
using Shouldly;
using Xunit;

namespace JamLab.Tests.IO;

public sealed class GlobbingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GlobbingTests()
    {
        foreach (var file in new[] { "a.cs", "b.txt", "src/c.cs", "src/obj/d.cs", "src/deep/er/e.cs", ".hidden/f.cs" })
            _folder.With(file);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("*.cs", "a.cs")]
    [InlineData("**/*.cs", ".hidden/f.cs a.cs src/c.cs src/deep/er/e.cs src/obj/d.cs")]
    [InlineData("src/**/*.cs", "src/c.cs src/deep/er/e.cs src/obj/d.cs")]
    [InlineData("src/*.cs", "src/c.cs")]
    [InlineData("**/er/*", "src/deep/er/e.cs")]
    [InlineData("?.*", "a.cs b.txt")]
    [InlineData("src/c.cs", "src/c.cs")]
    [InlineData("*/obj/**", "src/obj/d.cs")]
    [InlineData("**/*.cs|!**/obj/**|!.*/**", "a.cs src/c.cs src/deep/er/e.cs")]
    [InlineData("*.txt|*.cs|a.*", "a.cs b.txt")]
    [InlineData("none/**/*.cs", "")]
    [InlineData("*.CS", "")]
    public void A_pattern_finds_files(string patterns, string expected) =>
        Shown(_folder.Path.GlobFiles(patterns.Split('|'))).ShouldBe(expected);

    [Theory]
    [InlineData("*", ".hidden src")]
    [InlineData("**/obj", "src/obj")]
    [InlineData("src/**", "src/deep src/deep/er src/obj")]
    public void A_pattern_finds_directories(string pattern, string expected) =>
        Shown(_folder.Path.GlobDirectories(pattern)).ShouldBe(expected);

    [Fact]
    public void A_link_to_a_directory_above_does_not_go_round()
    {
        Directory.CreateSymbolicLink(_folder / "src/up", _folder.Path);

        _folder.Path.GlobFiles("**/a.cs").Count.ShouldBe(1);
    }

    [Fact]
    public void A_missing_directory_has_nothing() => (_folder / "none").GlobFiles("**").ShouldBeEmpty();

    private string Shown(IReadOnlyCollection<AbsolutePath> paths) =>
        string.Join(' ', paths.Select(x => _folder.Path.GetUnixRelativePathTo(x).ToString()));
}

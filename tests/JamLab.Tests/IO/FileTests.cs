using JamLab.Tests.Support;
using Nuke.Common;
using Nuke.Common.IO;
using Shouldly;
using Xunit;

namespace JamLab.Tests.IO;

public sealed class FileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a", "a\n")]
    [InlineData("a\n\n", "a\n")]
    [InlineData("a\r\nb", "a\r\nb\r\n")]
    public void Text_ends_with_one_line_break(string content, string expected) =>
        File.ReadAllText((_folder / "deep/er/x").WriteAllText(content)).ShouldBe(expected);

    [Fact]
    public void Writing_replaces_the_file_whole_and_keeps_its_mode()
    {
        var file = _folder.With("secret", "old");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var reader = File.OpenText(file);
        file.WriteAllText("new");

        reader.ReadToEnd().ShouldBe("old");
        file.ReadAllText().ShouldBe("new\n");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([file.ToString()]);
    }

    [Fact]
    public void Writing_through_a_link_keeps_the_link()
    {
        var file = _folder.With("file", "old");
        var link = _folder / "link";
        File.CreateSymbolicLink(link, file);
        link.WriteAllText("new");

        file.ReadAllText().ShouldBe("new\n");
        link.ToFileInfo().LinkTarget.ShouldBe(file.ToString());
    }

    [Fact]
    public void Lines_bytes_and_JSON_come_back()
    {
        (_folder / "lines").WriteAllLines(["a", "b"], platformFamily: PlatformFamily.Linux).ReadAllText().ShouldBe("a\nb\n");
        (_folder / "lines").AppendAllLines(["c"]).ReadAllLines().ShouldBe(["a", "b", "c"]);
        (_folder / "bytes").WriteAllBytes([1, 2]).ReadAllBytes().ShouldBe([1, 2]);
        (_folder / "json").WriteJson(new[] { 1, 2 }).ReadJson<int[]>().ShouldBe([1, 2]);
        (_folder / "lines").UpdateText(x => x.ToUpperInvariant()).ReadAllText().ShouldBe("A\nB\nC\n");
    }

    [Fact]
    public void Reading_a_missing_file_names_it() =>
        Should.Throw<AssertionException>(() => (_folder / "none").ReadAllText()).Message.ShouldStartWith($"Expected file '{_folder / "none"}' to exist");

    [Fact]
    public void The_arguments_name_tells_what_must_exist()
    {
        var aFile = _folder.With("x");
        var aDirectory = _folder.Path;
        aFile.Exists().ShouldBeTrue();
        aDirectory.Exists().ShouldBeTrue();
        var unclear = aFile;
        Should.Throw<ArgumentException>(() => unclear.Exists()).Message.ShouldContain("'unclear'");
    }

    [Fact]
    public void Deleting_a_link_to_a_directory_leaves_what_it_points_to()
    {
        _folder.With("real/x");
        Directory.CreateSymbolicLink(_folder / "link", _folder / "real");
        (_folder / "link").DeleteDirectory();

        (_folder / "real/x").FileExists().ShouldBeTrue();
        (_folder / "link").DirectoryExists().ShouldBeFalse();
    }

    [Fact]
    public void A_cleaned_directory_is_there_and_empty()
    {
        _folder.With("d/sub/x");
        (_folder / "d").CreateOrCleanDirectory().GetFiles(depth: 9).ShouldBeEmpty();
        (_folder / "new/one").CreateOrCleanDirectory().DirectoryExists().ShouldBeTrue();
        (_folder / "never").DeleteDirectory();
        (_folder / "never").DeleteFile();
    }

    [Fact]
    public void Touching_keeps_the_content()
    {
        var file = _folder.With("x", "content");
        file.TouchFile(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)).ReadAllText().ShouldBe("content");
        File.GetLastWriteTimeUtc(file).Year.ShouldBe(2020);
        (_folder / "new/y").TouchFile().FileExists().ShouldBeTrue();
    }

    [Theory]
    [InlineData(ExistsPolicy.MergeAndSkip, "old")]
    [InlineData(ExistsPolicy.MergeAndOverwrite, "new")]
    [InlineData(ExistsPolicy.MergeAndOverwriteIfNewer, "old")]
    public void A_policy_decides_about_existing_files(ExistsPolicy policy, string expected)
    {
        _folder.With("from/sub/x", "new");
        (_folder / "from/sub/x").TouchFile(DateTime.UtcNow.AddDays(-1));
        _folder.With("to/sub/x", "old");
        (_folder / "from").Copy(_folder / "to", policy);

        (_folder / "to/sub/x").ReadAllText().ShouldBe(expected);
        (_folder / "from/sub/x").FileExists().ShouldBeTrue();
    }

    [Fact]
    public void By_default_nothing_is_overwritten()
    {
        _folder.With("x");
        _folder.With("y");
        _folder.With("d/x");
        _folder.With("e/x");
        Should.Throw<AssertionException>(() => (_folder / "x").Move(_folder / "y")).Message.ShouldBe($"File '{_folder / "y"}' already exists");
        Should.Throw<AssertionException>(() => (_folder / "d").Copy(_folder / "e")).Message.ShouldContain("does not merge directories");
        Should.Throw<AssertionException>(() => (_folder / "d").Copy(_folder / "d/inside")).Message.ShouldContain("must not be in source directory");
    }

    [Fact]
    public void Moving_takes_all_with_it()
    {
        _folder.With("from/a/x", "1");
        _folder.With("from/y", "2");
        (_folder / "from").MoveToDirectory(_folder / "to").ShouldBe(_folder / "to/from");

        (_folder / "from").DirectoryExists().ShouldBeFalse();
        (_folder / "to/from/a/x").ReadAllText().ShouldBe("1");
        (_folder / "to/from/y").RenameWithoutExtension("z").ShouldBe(_folder / "to/from/z");
    }

    [Fact]
    public void Copying_leaves_out_what_is_excluded()
    {
        _folder.With("from/keep/x");
        _folder.With("from/obj/x");
        _folder.With("from/y.log");
        (_folder / "from").Copy(_folder / "to", excludeDirectory: x => x.Name == "obj", excludeFile: x => x.Extension == ".log");

        (_folder / "to").GetFiles(depth: 5).Select(x => x.Name).ShouldBe(["x"]);
        (_folder / "to/obj").DirectoryExists().ShouldBeFalse();
    }

    [Fact]
    public void A_hash_follows_content_and_names()
    {
        (_folder / "x").WriteAllBytes("abc"u8.ToArray()).GetFileHash().ShouldBe("900150983cd24fb0d6963f7d28e17f72");
        var before = _folder.Path.GetDirectoryHash();
        (_folder / "x").TouchFile();
        _folder.Path.GetDirectoryHash().ShouldBe(before);
        (_folder / "x").Rename("y");
        _folder.Path.GetDirectoryHash().ShouldNotBe(before);
    }
}

using System.ComponentModel;
using FsCheck.Xunit;
using Nuke.Common;
using Nuke.Common.IO;
using Shouldly;
using Xunit;

namespace JamLab.Tests.IO;

public class AbsolutePathTests
{
    [Theory]
    [InlineData("/a", "b", "/a/b")]
    [InlineData("/a/", "b/c", "/a/b/c")]
    [InlineData("/a/b", "..", "/a")]
    [InlineData("/a/b", "../../c", "/c")]
    [InlineData("/a", "./b/./c", "/a/b/c")]
    [InlineData("/a", "", "/a")]
    [InlineData("/a", null, "/a")]
    [InlineData("/", "a", "/a")]
    [InlineData("/a", "b\\c", "/a/b/c")]
    [InlineData("C:", "a", "C:\\a")]
    [InlineData("C:\\a", "b/c", "C:\\a\\b\\c")]
    [InlineData("\\\\server\\share", "a", "\\\\server\\share\\a")]
    public void The_slash_appends_and_normalises(string left, string? right, string expected) =>
        ((string)((AbsolutePath)left / right)).ShouldBe(expected);

    [Theory]
    [InlineData("/a", "/b")]
    [InlineData("/a", "C:\\b")]
    public void A_rooted_path_is_not_appended(string left, string right) =>
        Should.Throw<AssertionException>(() => (AbsolutePath)left / right)
            .Message.ShouldBe($"Path '{right}' has a root and cannot be appended to '{left}'");

    [Theory]
    [InlineData("/", "..")]
    [InlineData("/a", "../..")]
    [InlineData("C:\\", "..")]
    public void Nothing_lies_above_a_root(string left, string right) =>
        Should.Throw<ArgumentException>(() => (AbsolutePath)left / right).Message.ShouldContain("leads above its root");

    [Fact]
    public void A_relative_path_is_not_absolute() =>
        Should.Throw<AssertionException>(() => (AbsolutePath)"a/b").Message.ShouldBe("Path 'a/b' must be rooted");

    [Fact]
    public void The_plus_appends_to_the_name() => ((string)((AbsolutePath)"/a/b" + ".zip")).ShouldBe("/a/b.zip");

    [Theory]
    [InlineData("/a/b.tar.gz", "b.tar.gz", "b.tar", ".gz", "/a")]
    [InlineData("/a", "a", "a", "", "/")]
    [InlineData("C:\\a\\b.exe", "b.exe", "b", ".exe", "C:\\a")]
    public void A_path_knows_its_parts(string path, string name, string nameWithoutExtension, string extension, string parent)
    {
        AbsolutePath absolute = path;
        (absolute.Name, absolute.NameWithoutExtension, absolute.Extension, (string)absolute.Parent)
            .ShouldBe((name, nameWithoutExtension, extension, parent));
        ((string)(absolute / ..)).ShouldBe(parent);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("C:\\")]
    [InlineData("C:")]
    [InlineData("\\\\server\\share")]
    public void A_root_has_no_parent(string root) => ((AbsolutePath)root).Parent.ShouldBeNull();

    [Theory]
    [InlineData("/a/b", "/a/b/", true)]
    [InlineData("/a/b", "/a/B", false)]
    [InlineData("C:\\a", "c:/A", true)]
    public void Equality_follows_the_kind_of_path(string left, string right, bool equal)
    {
        ((AbsolutePath)left == (AbsolutePath)right).ShouldBe(equal);
        (((AbsolutePath)left).GetHashCode() == ((AbsolutePath)right).GetHashCode()).ShouldBe(equal);
    }

    [Fact]
    public void Null_converts_to_null()
    {
        ((AbsolutePath?)(string?)null).ShouldBeNull();
        ((string?)(AbsolutePath?)null).ShouldBeNull();
        ((AbsolutePath?)null == null).ShouldBeTrue();
    }

    [Theory]
    [InlineData("/a b", "d", "\"/a b\"")]
    [InlineData("/ab", "d", "\"/ab\"")]
    [InlineData("/ab", "dn", "/ab")]
    [InlineData("/a b", "dn", "\"/a b\"")]
    [InlineData("/a b", "sn", "'/a b'")]
    [InlineData("/a b", "nq", "/a b")]
    [InlineData("/a b", null, "/a b")]
    public void A_format_quotes(string path, string? format, string expected) => ((AbsolutePath)path).ToString(format).ShouldBe(expected);

    [Theory]
    [InlineData("/x/y", "/x/y")]
    [InlineData("x/../y", "{cwd}/y")]
    public void A_parameter_resolves_against_the_working_directory(string text, string expected) =>
        TypeDescriptor.GetConverter(typeof(AbsolutePath)).ConvertFromInvariantString(text)!.ToString()
            .ShouldBe(expected.Replace("{cwd}", Directory.GetCurrentDirectory(), StringComparison.Ordinal));

    [Theory]
    [InlineData("/a/b", "/a/b/c/d", "c/d")]
    [InlineData("/a/b/c", "/a/x", "../../x")]
    [InlineData("/a", "/a", "")]
    [InlineData("C:\\a", "C:\\A\\b", "b")]
    public void The_way_to_another_path_is_relative(string from, string to, string expected) =>
        ((AbsolutePath)from).GetUnixRelativePathTo(to).ToString().ShouldBe(expected);

    [Property]
    public bool The_way_from_one_path_to_another_leads_there(FsCheck.NonNegativeInt seed)
    {
        var chance = new Random(seed.Get);
        AbsolutePath from = Any(chance), to = Any(chance);
        return from / from.GetRelativePathTo(to) == to;

        static string Any(Random chance) => "/" + string.Join('/', Enumerable.Range(0, chance.Next(6)).Select(_ => (char)('a' + chance.Next(3))));
    }

    [Fact]
    public void A_relative_path_keeps_its_kind_of_separator()
    {
        ((UnixRelativePath)"a\\b" / "c").ToString().ShouldBe("a/b/c");
        ((WinRelativePath)"a/b" + "c").ToString().ShouldBe("a\\bc");
        Should.Throw<AssertionException>(() => (RelativePath?)"/a");
    }
}

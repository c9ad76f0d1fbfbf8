using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Templates;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Templates;

public class ImageFileTests
{
    private static readonly string Sha = new('a', 128);

    public static TheoryData<string, string> Broken { get; } = new()
    {
        { "empty", "" },
        { "not a mapping", "- debian" },
        { "syntax", "debian: [a" },
        { "unknown keys", $"disk: 2GiB\ndisc: 3GiB\ncloud_image:\n  url: https://example.org/a.qcow2\n  sha512: {Sha}\n  sha256: 1\n" },
        { "no base", "disk: 2GiB\n" },
        { "two bases", $"disk: 2GiB\ndebian: {{release: bookworm, packages: [systemd]}}\ncloud_image: {{url: 'https://example.org/a', sha512: {Sha}}}\n" },
        { "bad values", "include: nowhere\ndisk: 2G\ndebian:\n  mirror: example.org\n  packages: [systemd, 'rm -rf']\n" },
        { "bad includes", "include: [_base, nowhere, ../_base, [_base]]\ndisk: 2GiB\ndebian: {release: bookworm, packages: [systemd]}\n" },
        { "a cloud image's kernel", $"disk: 2GiB\nkernel_command_line: quiet\ncloud_image: {{url: 'https://example.org/a', sha512: {Sha}}}\n" },
        { "bad checksum", "disk: 2GiB\ncloud_image:\n  url: ftp://example.org/a\n  sha512: abc\n" },
        { "wrong shapes", "disk: [2GiB]\ndebian: bookworm\ncloud_image: []\n" },
    };

    [Fact]
    public void Every_mistake_is_told_with_its_place()
    {
        var said = Broken.Select(row => row.Data).Select(broken =>
        {
            using var images = new Images(broken.Item2);
            var problems = Should.Throw<DiagnosticException>(() => images.Plan()).Diagnostics;
            return $"# {broken.Item1}\n{string.Join('\n', problems.Select(one => one + (one.Help is null ? "" : $"\n  help: {one.Help}")))}\n";
        });
        Approved.Match(string.Join('\n', said), "BrokenImages");
    }

    [Fact]
    public void An_unknown_image_is_told_with_those_that_there_are()
    {
        using var images = new Images();
        var problem = Should.Throw<DiagnosticException>(() => TemplateStage.Plan(images.Paths, ["plane"])).Diagnostics.ShouldHaveSingleItem();
        problem.Message.ShouldBe("there is no image 'plane': images/plane/image.yml does not exist");
        problem.Help.ShouldBe("the images are plain");
    }

    [Fact]
    public void The_repositorys_own_images_are_right()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "JamLab.sln")))
            root = Path.GetDirectoryName(root)!;
        var images = Path.Combine(root, "images");

        ImageDefinition.Names(images).ShouldBe(["debian-12", "debian-13"]);
        ImageDefinition.Load(images, ImageDefinition.Names(images)).Select(image => image.Debian!.Release).ShouldBe(["bookworm", "trixie"]);
    }
}

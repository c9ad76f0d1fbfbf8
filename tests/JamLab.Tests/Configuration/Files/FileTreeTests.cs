using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Resources;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Files;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Files;

public class FileTreeTests
{
    private const string Yaml = """
        schema: 1
        lab: { name: mylab, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/24 } } }
        hypervisor: qemu
        defaults: { template: debian-12, cores: 1, memory: 1GiB, disk: 8GiB }
        groups:
          cluster:
          vb: { groups: [cluster] }
          vs: { groups: [cluster] }
        vms:
          vb0: { address: 10.77.0.10, groups: [vb] }
          vs0: { address: 10.77.0.11, groups: [vs] }
          head: { address: 10.77.0.12 }
        """;

    private static readonly LabInventory Lab = InventoryFile.Parse(Yaml, "inventory.yml", Repository.Images, SampleRoles.All).Inventory!;

    [Fact]
    public void What_a_service_takes_from_there_is_no_mistake_and_no_hosts()
    {
        var lab = InventoryFile.Parse(Yaml + "\nservices:\n  web: { group: vs, command: serve, files: { /srv/www: files/www, /etc/web.conf: files/web.conf } }\n", "inventory.yml", Repository.Images, SampleRoles.All).Inventory!;
        var tree = new FileTree([Text("www", "/index.html", "hello")]) { Loose = ["web.conf", "other.conf"] };
        tree.Check(lab).Select(one => one.Message).ShouldBe(["files/other.conf is for nobody"]);
        tree.For(lab.Find("vs0")!).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("vb0", "of the host")]
    [InlineData("vs0", "of the group")]
    [InlineData("head", "of all")]
    public void The_hosts_own_file_goes_before_its_groups_and_that_before_everybodys(string host, string content)
    {
        var tree = new FileTree([Text("all", "/etc/motd", "of all"), Text("vb0", "/etc/motd", "of the host"), Text("cluster", "/etc/motd", "of the group")]);
        Resources(tree, host).OfType<JamLab.Convergence.Resources.File>().Single().Content.Reveal().ShouldBe(content);
    }

    [Fact]
    public void The_groups_own_file_goes_before_that_of_the_group_it_belongs_to()
    {
        var tree = new FileTree([Text("vb", "/etc/motd", "near"), Text("cluster", "/etc/motd", "far")]);
        Resources(tree, "vb0").OfType<JamLab.Convergence.Resources.File>().Single().Content.Reveal().ShouldBe("near");
    }

    [Fact]
    public void A_host_gets_directories_files_and_links_in_an_order_that_works()
    {
        var tree = new FileTree(
        [
            Text("all", "/usr/local/bin/snapshot", "#!/bin/sh\n") with { IsExecutable = true },
            new FileEntry("all", "/usr/local/bin/snap") { Target = "snapshot" },
            new FileEntry("all", "/srv/empty"),
            Text("vs", "/etc/only-vs", ""),
        ]);
        Resources(tree, "head").Select(one => one.Name).ShouldBe(
            ["parent directory /srv/empty", "parent directory /usr/local/bin", "link /usr/local/bin/snap", "file /usr/local/bin/snapshot"]);
        Convert.ToString(Resources(tree, "head").OfType<JamLab.Convergence.Resources.File>().Single().Mode, 8).ShouldBe("755");
    }

    [Fact]
    public void A_folder_is_read_with_modes_links_and_bytes_as_they_are()
    {
        using var folder = new TemporaryFolder();
        folder.With("files/all/etc/motd", "hello\n");
        folder.With("files/vb/usr/local/bin/run", "#!/bin/sh\n");
        folder.With("files/all/srv/.gitkeep");
        folder.With("files/README.md", "What lies here.");
        System.IO.File.WriteAllBytes(folder / "files/all/etc/key.bin", [0, 255, 1]);
        System.IO.File.CreateSymbolicLink(folder / "files/all/etc/dangling", "../nowhere");
        System.IO.File.SetUnixFileMode(folder / "files/vb/usr/local/bin/run", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var tree = FilesFolder.Read(folder / "files");
        tree.Check(Lab).ShouldBeEmpty();
        var resources = Resources(tree, "vb0");
        resources.Select(one => one.Name).ShouldBe(
        [
            "parent directory /etc", "link /etc/dangling", "file /etc/key.bin", "file /etc/motd", "parent directory /srv", "parent directory /usr/local/bin", "file /usr/local/bin/run",
        ]);
        resources.OfType<Link>().Single().Target.ShouldBe("../nowhere");
        var files = resources.OfType<JamLab.Convergence.Resources.File>().ToDictionary(file => file.Path);
        files["/etc/key.bin"].Content.Bytes.ToArray().ShouldBe([0, 255, 1]);
        files["/etc/motd"].Content.Reveal().ShouldBe("hello\n");
        files.Values.Select(file => Convert.ToString(file.Mode, 8)).ShouldBe(["644", "644", "755"]);
    }

    [Fact]
    public void An_environment_without_the_folder_has_no_files()
    {
        using var folder = new TemporaryFolder();
        Resources(FilesFolder.Read(folder / "files"), "vb0").ShouldBeEmpty();
    }

    [Fact]
    public void Mistakes_are_told_all_at_once()
    {
        using var folder = new TemporaryFolder();
        folder.With("files/motd", "for whom?");
        folder.With("files/vb9/etc/motd", "a typo");
        folder.With("files/webservers/etc/motd", "no such group");
        folder.With("files/all/etc/foo", "a file");
        folder.With("files/vb/etc/foo/bar", "below it");
        folder.With("files/all/etc/a\nb", "two lines");
        using (var large = System.IO.File.Create(folder / "files/all/large"))
            large.SetLength(20 << 20);
        Approved.Match(string.Join('\n', FilesFolder.Read(folder / "files").Check(Lab).Select(one => $"{one}\n  {one.Help}").Order(StringComparer.Ordinal)) + "\n", "Mistakes");
    }

    [Fact]
    public void A_group_that_is_called_all_is_told()
    {
        var lab = InventoryFile.Parse(Yaml.Replace("cluster", "all", StringComparison.Ordinal), "inventory.yml", Repository.Images, SampleRoles.All).Inventory!;
        new FileTree([Text("all", "/etc/motd", "")]).Check(lab).Single().ToString().ShouldBe("inventory.yml:6:3: error JAM0912: files/all is for every host, but there is a group 'all' too");
    }

    public static TheoryData<PathType, bool, string?> Parents => new()
    {
        { PathType.Missing, false, "new: 0755 root:root" },
        { PathType.Missing, true, null },
        { PathType.Directory, false, null },
        { PathType.Link, false, null },
        { PathType.File, false, "type: file -> directory" },
    };

    [Theory]
    [MemberData(nameof(Parents))]
    public void A_directory_that_is_there_keeps_its_rights(PathType type, bool isMadeBefore, string? difference)
    {
        var resource = new ParentDirectory("/srv/data");
        var facts = new HostFacts(new Dictionary<Fact, object> { [new PathFact("/srv/data")] = PathInfo.Missing with { Type = type, Mode = 0b111_000_000, Owner = "consul" } });
        if (isMadeBefore)
            facts.Take(new Change(resource, [], "") { Touches = ["/srv/data"] });
        resource.Diff(facts)?.Differences.Single().ToString().ShouldBe(difference);
        (resource.Diff(facts) is null).ShouldBe(difference is null);
    }

    private static IReadOnlyList<Resource> Resources(FileTree tree, string host) => tree.For(Lab.Find(host)!);

    private static FileEntry Text(string folder, string path, string content) => new(folder, path) { Content = content };
}

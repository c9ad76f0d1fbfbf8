using System.Diagnostics;
using System.Security.Cryptography;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Resources;

public sealed class ArchiveTests : IDisposable
{
    private readonly FileServer _server = new();

    [Theory]
    [InlineData(ShellKind.Dash, "tool.tar.gz", "tar -czf")]
    [InlineData(ShellKind.Dash, "tool.tar.xz", "tar -cJf")]
    [InlineData(ShellKind.Dash, "tool.zip", "zip -qr")]
    [InlineData(ShellKind.BusyBox, "tool.tar.gz", "tar -czf")]
    [InlineData(ShellKind.BusyBox, "tool.zip", "zip -qr")]
    public async Task It_is_fetched_and_unpacked_once(ShellKind shell, string name, string pack)
    {
        using var host = new TestHost(shell);
        var sha256 = Pack(host, name, pack, "tool-1 0755\ntool-1/bin 0755\ntool-1/bin/tool 0755 \"one\"\ntool-1/.hidden 0644 \"h\"");
        System.IO.Directory.CreateDirectory($"{host.Disk}/opt");
        var archive = new Archive($"{_server.Address}/{name}", sha256, $"{host.Root}/opt") { Strip = 1 };

        (await host.ConvergeAsync(archive)).Problem.ShouldBeNull();
        (await host.ConvergeAsync(archive)).ShouldBeQuiet();

        Shown(host).ShouldBe(".hidden 0644 \"h\"\nbin 0755\nbin/tool 0755 \"one\"\n");
        _server.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(ShellKind.Dash)]
    [InlineData(ShellKind.BusyBox)]
    public async Task Another_version_replaces_it_and_the_first_one_can_come_back(ShellKind shell)
    {
        using var host = new TestHost(shell);
        System.IO.Directory.CreateDirectory($"{host.Disk}/opt");
        var one = new Archive($"{_server.Address}/1.tar.gz", Pack(host, "1.tar.gz", "tar -czf", "tool 0755 \"one\"\nold 0644 \"\""), $"{host.Root}/opt");
        var two = new Archive($"{_server.Address}/2.tar.gz", Pack(host, "2.tar.gz", "tar -czf", "tool 0755 \"two\""), $"{host.Root}/opt");

        foreach (var (archive, content) in ((Archive, string)[])[(one, "one"), (two, "two"), (one, "one")])
        {
            (await host.ConvergeAsync(archive)).Problem.ShouldBeNull();
            Shown(host).ShouldBe($"old 0644 \"\"\ntool 0755 \"{content}\"\n");
        }
    }

    [Theory]
    [InlineData(ShellKind.Dash, "tool.tar.gz", "tar -czf")]
    [InlineData(ShellKind.Dash, "tool.zip", "zip -qr")]
    [InlineData(ShellKind.BusyBox, "tool.tar.gz", "tar -czf")]
    public async Task Only_chosen_members_come_and_one_that_is_lost_comes_again(ShellKind shell, string name, string pack)
    {
        using var host = new TestHost(shell);
        var sha256 = Pack(host, name, pack, "tool-1 0755\ntool-1/bin 0755\ntool-1/bin/tool 0755 \"one\"\ntool-1/LICENSE 0644 \"l\"");
        System.IO.Directory.CreateDirectory($"{host.Disk}/opt");
        var archive = new Archive($"{_server.Address}/{name}", sha256, $"{host.Root}/opt") { Members = ["tool-1/bin/tool"], Strip = 2, Owner = "daemon", Group = "daemon" };

        (await host.ConvergeAsync(archive)).Problem.ShouldBeNull();
        Shown(host).ShouldBe("tool 0755 daemon:daemon \"one\"\n");
        System.IO.File.Delete($"{host.Disk}/opt/tool");
        (await host.ConvergeAsync(archive)).Problem.ShouldBeNull();

        Shown(host).ShouldBe("tool 0755 daemon:daemon \"one\"\n");
        (await host.ConvergeAsync(archive)).ShouldBeQuiet();
    }

    [Fact]
    public async Task A_program_that_runs_is_replaced_and_a_link_is_not_written_through()
    {
        using var host = new TestHost(ShellKind.Dash);
        System.IO.Directory.CreateDirectory($"{host.Disk}/opt");
        Run("cp", "/bin/sleep", $"{host.Disk}/opt/tool");
        Tree.Write(host.Disk, "precious 0644 \"data\"\nopt/link -> ../precious");
        var sha256 = Pack(host, "tool.tar", "tar -cf", "tool 0755 \"two\"\nlink 0644 \"two\"");
        using var running = Process.Start($"{host.Disk}/opt/tool", "60");

        var report = await host.ConvergeAsync(new Archive($"{_server.Address}/tool.tar", sha256, $"{host.Root}/opt"));

        running.Kill();
        report.Problem.ShouldBeNull();
        Shown(host).ShouldBe("link 0644 \"two\"\ntool 0755 \"two\"\n");
        System.IO.File.ReadAllText($"{host.Disk}/precious").ShouldBe("data");
    }

    [Fact]
    public async Task One_that_lies_on_the_host_is_unpacked_from_there_and_what_follows_sees_its_files()
    {
        using var host = new TestHost(ShellKind.Dash);
        var sha256 = Pack(host, "tool.tgz", "tar -czf", "conf 0644 \"a=1\\n\"");
        Resource[] resources =
        [
            new JamLab.Convergence.Resources.File($"{host.Root}/tool.tgz", HostText.FromBytes(_server.Files["/tool.tgz"])),
            new JamLab.Convergence.Resources.Directory($"{host.Root}/opt"),
            new Archive($"{host.Root}/tool.tgz", sha256, $"{host.Root}/opt"),
            new Line($"{host.Root}/opt/conf", "a=2") { Matching = "^a=" },
        ];

        var first = await host.ConvergeAsync(resources);

        first.Problem.ShouldBeNull();
        first.RoundTrips.ShouldBe(3);
        Shown(host).ShouldBe("conf 0644 \"a=2\\n\"\n");
        (await host.ConvergeAsync(resources)).ShouldBeQuiet();
    }

    [Fact]
    public async Task A_wrong_or_empty_archive_leaves_the_directory_alone()
    {
        using var host = new TestHost(ShellKind.Dash);
        System.IO.Directory.CreateDirectory($"{host.Disk}/opt");
        var sha256 = Pack(host, "tool.tar", "tar -cf", "tool 0755 \"x\"");

        var wrong = await host.ConvergeAsync(new Archive($"{_server.Address}/tool.tar", new string('a', 64), $"{host.Root}/opt"));
        var empty = await host.ConvergeAsync(new Archive($"{_server.Address}/tool.tar", sha256, $"{host.Root}/opt") { Strip = 1 });

        wrong.Problem.ShouldNotBeNull().ShouldContain("has another hash than");
        empty.Problem.ShouldNotBeNull().ShouldContain("nothing in the archive is so deep");
        (await host.ConvergeAsync(new Archive($"{_server.Address}/tool.tar", sha256, $"{host.Root}/opt"))).Outcome.ShouldBe(HostOutcome.Changed);
        Shown(host).ShouldBe("tool 0755 \"x\"\n");
    }

    public void Dispose() => _server.Dispose();

    // The stamp aside, which must be the only thing of ours.
    private static string Shown(TestHost host)
    {
        var lines = Tree.Read($"{host.Disk}/opt").Split('\n');
        lines.Count(line => line.StartsWith(".jamlab", StringComparison.Ordinal)).ShouldBe(1);
        return string.Join('\n', lines.Where(line => !line.StartsWith(".jamlab-archive-", StringComparison.Ordinal)));
    }

    private string Pack(TestHost host, string name, string pack, string tree)
    {
        Assert.SkipUnless(!pack.StartsWith("zip", StringComparison.Ordinal) || (System.IO.File.Exists("/usr/bin/zip") && System.IO.File.Exists("/usr/bin/unzip")), "needs zip and unzip");
        var folder = System.IO.Directory.CreateDirectory($"{host.Run}/{name}.content").FullName;
        Tree.Write(folder, tree);
        Run("sh", "-c", $"cd '{folder}' && {pack} '../{name}' .");
        var bytes = System.IO.File.ReadAllBytes($"{host.Run}/{name}");
        _server.Files[$"/{name}"] = bytes;
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}

using System.Security.Cryptography;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;
using File = System.IO.File;

namespace JamLab.Tests.Convergence.Resources;

public sealed class UploadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ShellKind.Dash, 0)]
    [InlineData(ShellKind.Dash, 1)]
    [InlineData(ShellKind.Dash, (3 << 20) - 1)]
    [InlineData(ShellKind.Dash, 3 << 20)]
    [InlineData(ShellKind.Dash, 7_000_001)]
    [InlineData(ShellKind.BusyBox, 4_000_000)]
    public async Task A_file_arrives_byte_for_byte_and_a_second_run_sends_nothing(ShellKind shell, int size)
    {
        using var host = new TestHost(shell);
        var upload = new Upload(Local(size), $"{host.Root}/new folder/package") { Mode = 0b111_101_101 };
        var first = await host.ConvergeAsync(upload);
        first.Problem.ShouldBeNull();
        first.RoundTrips.ShouldBe(2 + Math.Max(1, (size + (3 << 20) - 1) / (3 << 20)));
        var path = $"{host.Disk}/new folder/package";
        File.ReadAllBytes(path).ShouldBe(File.ReadAllBytes(upload.Source.Path));
        System.IO.Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
        File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue();
        (await host.ConvergeAsync(upload)).ShouldBeQuiet();
    }

    [Fact]
    public async Task A_file_that_changed_on_the_way_does_not_take_its_place()
    {
        using var host = new TestHost(ShellKind.Dash);
        File.WriteAllText($"{host.Disk}/package", "old");
        var source = Local(10);
        File.WriteAllText(source.Path, "0123456789");
        var report = await host.ConvergeAsync(new Upload(source, $"{host.Root}/package"));
        report.Problem.ShouldNotBeNull().ShouldContain("did not arrive as it was sent");
        File.ReadAllText($"{host.Disk}/package").ShouldBe("old");
    }

    [Fact]
    public async Task Only_the_rights_are_set_where_the_bytes_are_right()
    {
        using var host = new TestHost(ShellKind.Dash);
        var upload = new Upload(Local(100), $"{host.Root}/package");
        await host.ConvergeAsync(upload);
        var report = await host.ConvergeAsync(upload with { Mode = 0b110_000_000 });
        report.RoundTrips.ShouldBe(2);
        report.Resources.Single().Differences.Single().What.ShouldBe("mode");
    }

    [Fact]
    public async Task A_dry_run_sends_nothing()
    {
        using var host = new TestHost(ShellKind.Dash);
        var report = await host.ConvergeAsync(new RunSettings { DryRun = true }, new Upload(Local(100), $"{host.Root}/package"));
        report.RoundTrips.ShouldBe(1);
        report.Outcome.ShouldBe(HostOutcome.WouldChange);
        System.IO.Directory.GetFileSystemEntries(host.Disk).ShouldBeEmpty();
    }

    private LocalFile Local(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var path = (string)(_folder / "package");
        File.WriteAllBytes(path, bytes);
        return new LocalFile(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), size);
    }
}

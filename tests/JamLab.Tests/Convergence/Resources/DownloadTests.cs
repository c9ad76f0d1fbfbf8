using System.Security.Cryptography;
using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Resources;

public sealed class DownloadTests : IDisposable
{
    private const string Curl = "/usr/bin/curl";
    private const string Wget = "/usr/bin/wget";

    private static readonly byte[] Content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i}\n")));

    private readonly FileServer _server = new() { Files = { ["/tool"] = Content } };

    /// <summary>A shell, and the programs that the host lacks.</summary>
    public static TheoryData<ShellKind, string[]> Hosts { get; } = new()
    {
        { ShellKind.Dash, [] },
        { ShellKind.Dash, [Curl] },
        { ShellKind.Dash, [Curl, Wget] },
        { ShellKind.BusyBox, [] },
    };

    private static string Hash => Convert.ToHexStringLower(SHA256.HashData(Content));

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_file_is_fetched_with_whatever_the_host_has(ShellKind shell, string[] without)
    {
        using var host = Host(shell, without);
        var tool = new Download($"{_server.Address}/tool", Hash, $"{host.Root}/tool") { Mode = 0b111_101_101, Owner = "daemon", Group = "daemon" };

        (await host.ConvergeAsync(tool)).Problem.ShouldBeNull();
        Tree.Read(host.Disk).ShouldStartWith("tool 0755 daemon:daemon \"0\\n1\\n");
        (await host.ConvergeAsync(tool)).ShouldBeQuiet();
        (await host.ConvergeAsync(tool with { Mode = 0b111_000_000 })).Outcome.ShouldBe(HostOutcome.Changed);
        System.IO.File.WriteAllText($"{host.Disk}/tool", "tampered with");
        (await host.ConvergeAsync(tool)).Problem.ShouldBeNull();

        System.IO.File.ReadAllBytes($"{host.Disk}/tool").ShouldBe(Content);
        _server.Asked.Count(asked => asked == "/tool").ShouldBe(2);
        Tree.Read(host.Disk).Split('\n').Length.ShouldBe(2, "nothing else is left");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_wrong_file_never_takes_its_place(ShellKind shell, string[] without)
    {
        using var host = Host(shell, without);
        Tree.Write(host.Disk, "tool 0644 \"old\"");

        var report = await host.ConvergeAsync(new Download($"{_server.Address}/tool", new string('a', 64), $"{host.Root}/tool"));

        report.Problem.ShouldNotBeNull().ShouldEndWith($"what {_server.Address}/tool sends has another hash than {new string('a', 64)}: {Hash}");
        Tree.Read(host.Disk).ShouldBe("tool 0644 \"old\"\n");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task What_is_not_there_is_an_error(ShellKind shell, string[] without)
    {
        using var host = Host(shell, without);

        var report = await host.ConvergeAsync(new Download($"{_server.Address}/nothing", Hash, $"{host.Root}/tool"));

        report.Problem.ShouldNotBeNull().ShouldContain("404");
        Tree.Read(host.Disk).ShouldNotContain("tool 0");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_half_is_continued_where_the_server_can_and_else_fetched_anew(bool hasRanges)
    {
        using var server = new FileServer { Files = { ["/tool"] = Content }, HasRanges = hasRanges };
        using var host = new TestHost(ShellKind.Dash);
        await System.IO.File.WriteAllBytesAsync($"{host.Disk}/.tool.{Hash[..12]}.jamlab", Content[..1000], TestContext.Current.CancellationToken);

        (await host.ConvergeAsync(new Download($"{server.Address}/tool", Hash, $"{host.Root}/tool"))).Problem.ShouldBeNull();

        System.IO.File.ReadAllBytes($"{host.Disk}/tool").ShouldBe(Content);
        server.Asked.First().ShouldBe("/tool from 1000");
        server.Asked.Count.ShouldBe(hasRanges ? 1 : 2);
    }

    [Fact]
    public async Task A_half_of_something_else_is_fetched_anew()
    {
        using var host = new TestHost(ShellKind.Dash);
        await System.IO.File.WriteAllTextAsync($"{host.Disk}/.tool.{Hash[..12]}.jamlab", "something else", TestContext.Current.CancellationToken);

        (await host.ConvergeAsync(new Download($"{_server.Address}/tool", Hash, $"{host.Root}/tool"))).Problem.ShouldBeNull();

        System.IO.File.ReadAllBytes($"{host.Disk}/tool").ShouldBe(Content);
    }

    [Theory]
    [InlineData(ShellKind.Dash, null, null)]
    [InlineData(ShellKind.Dash, Curl, null)]
    [InlineData(ShellKind.BusyBox, null, "BusyBox's wget cannot send headers in secret")]
    public async Task Headers_are_sent_or_the_host_says_that_it_cannot(ShellKind shell, string? without, string? problem)
    {
        using var server = new FileServer { Files = { ["/tool"] = Content }, Authorization = "Bearer a\"b\\c d" };
        using var host = without is null ? new TestHost(shell) : new TestHost(shell, without);
        var headers = new Dictionary<string, HostText> { ["Authorization"] = HostText.Secret(server.Authorization!) };

        var report = await host.ConvergeAsync(new Download($"{server.Address}/tool", Hash, $"{host.Root}/tool") { Headers = headers });

        if (problem is null)
            report.Problem.ShouldBeNull();
        else
            report.Problem.ShouldNotBeNull().ShouldContain(problem);
    }

    public void Dispose() => _server.Dispose();

    private static TestHost Host(ShellKind shell, string[] without)
    {
        Assert.SkipUnless(shell != ShellKind.Dash || (System.IO.File.Exists(Curl) && System.IO.File.Exists(Wget)), "needs curl and wget");
        return new TestHost(shell, without);
    }
}

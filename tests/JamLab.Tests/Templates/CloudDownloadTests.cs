using System.Net;
using System.Security.Cryptography;
using JamLab.Stages;
using JamLab.Stages.Templates;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Templates;

public class CloudDownloadTests
{
    private static readonly byte[] Disk = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];

    [Fact]
    public async Task A_file_is_fetched_once_and_verified()
    {
        using var images = new Images();
        using var server = new FileServer(Disk);

        var first = await Fetch(images, server.Url, Disk);
        var second = await Fetch(images, server.Url, Disk);

        (await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken)).ShouldBe(Disk);
        second.ShouldBe(first);
        server.Requests.ShouldBe(["all"]);
    }

    [Fact]
    public async Task What_an_earlier_run_fetched_is_continued()
    {
        using var images = new Images();
        using var server = new FileServer(Disk);
        var final = await Fetch(images, server.Url, Disk);
        File.Delete(final);
        await File.WriteAllBytesAsync(final + ".partial", Disk[..100_000], TestContext.Current.CancellationToken);

        await Fetch(images, server.Url, Disk);

        server.Requests.ShouldBe(["all", "bytes=100000-"]);
        (await File.ReadAllBytesAsync(final, TestContext.Current.CancellationToken)).ShouldBe(Disk);
    }

    [Fact]
    public async Task Another_checksum_is_refused_and_nothing_is_kept()
    {
        using var images = new Images();
        using var server = new FileServer(Disk);

        var failure = await Should.ThrowAsync<StageException>(() => Fetch(images, server.Url, Disk[1..]));

        failure.Message.ShouldContain("but image.yml says");
        Directory.EnumerateFiles(images.Paths.Downloads).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_local_file_serves_too()
    {
        using var images = new Images();
        var path = Path.Combine(images.Paths.Root, "disk.qcow2");
        await File.WriteAllBytesAsync(path, Disk, TestContext.Current.CancellationToken);

        (await File.ReadAllBytesAsync(await Fetch(images, new Uri(path), Disk), TestContext.Current.CancellationToken)).ShouldBe(Disk);
    }

    private static Task<string> Fetch(Images images, Uri url, byte[] expected) =>
        new CloudDownload(images.Paths, TimeProvider.System, Logger.None)
            .FetchAsync(new CloudBase(url, Convert.ToHexStringLower(SHA512.HashData(expected))), TestContext.Current.CancellationToken);
}

/// <summary>Serves one file on the loopback, with ranges, and remembers what was asked for.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public FileServer(byte[] content)
    {
        var port = FreePort();
        Url = new Uri($"http://127.0.0.1:{port}/disk.qcow2");
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = Task.Run(() => Serve(content));
    }

    public Uri Url { get; }

    public List<string> Requests { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task Serve(byte[] content)
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            var range = context.Request.Headers["Range"];
            Requests.Add(range ?? "all");
            var from = range is null ? 0 : int.Parse(range["bytes=".Length..].TrimEnd('-'));
            context.Response.StatusCode = range is null ? 200 : 206;
            await context.Response.OutputStream.WriteAsync(content.AsMemory(from));
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Tools;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tools;

/// <summary>Against a real HTTP server on the loopback interface.</summary>
public class ToolDownloadTests
{
    private static readonly byte[] Archive = Zip("packer", "#!/bin/sh\necho Packer v1.14.2\n");

    [Fact]
    public async Task A_tool_that_is_nowhere_else_is_downloaded_once()
    {
        using var bench = new Bench();
        using var server = new Server(Archive);
        for (var run = 0; run < 2; run++)
        {
            var tools = await bench.Toolbox().ResolveAsync(Needs(server.Url, Sum(Archive)), TestContext.Current.CancellationToken);
            tools[ToolCatalog.Packer].Version.ShouldBe(new Version(1, 14, 2));
            tools[ToolCatalog.Packer].Path.ShouldStartWith(bench.Paths.Cache);
        }

        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_program_on_PATH_that_is_too_old_gives_way_to_the_download()
    {
        using var bench = new Bench();
        using var server = new Server(Archive);
        bench.Prints("packer", "Packer v1.5.1");
        var tools = await bench.Toolbox().ResolveAsync(Needs(server.Url, Sum(Archive)), TestContext.Current.CancellationToken);
        tools[ToolCatalog.Packer].Version.ShouldBe(new Version(1, 14, 2));
    }

    [Fact]
    public async Task An_archive_with_another_sum_is_refused_and_nothing_of_it_kept()
    {
        using var bench = new Bench();
        using var server = new Server(Archive);
        var thrown = await Should.ThrowAsync<DiagnosticException>(
            bench.Toolbox().ResolveAsync(Needs(server.Url, new string('0', 64)), TestContext.Current.CancellationToken));
        thrown.Message.ShouldContain($"has SHA-256 {Sum(Archive)} instead of {new string('0', 64)}");
        KeptFiles(bench).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_truncated_archive_is_refused_and_nothing_of_it_kept()
    {
        using var bench = new Bench();
        using var server = new Server(Archive[..^10]);
        await Should.ThrowAsync<DiagnosticException>(bench.Toolbox().ResolveAsync(Needs(server.Url, Sum(Archive)), TestContext.Current.CancellationToken));
        KeptFiles(bench).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_without_the_program_is_refused()
    {
        using var bench = new Bench();
        var other = Zip("LICENSE.txt", "none");
        using var server = new Server(other);
        var thrown = await Should.ThrowAsync<DiagnosticException>(
            bench.Toolbox().ResolveAsync(Needs(server.Url, Sum(other)), TestContext.Current.CancellationToken));
        thrown.Message.ShouldContain("holds no packer");
        KeptFiles(bench).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_server_the_message_names_the_tool_and_the_address()
    {
        using var bench = new Bench();
        string url;
        using (var server = new Server(Archive))
            url = server.Url;
        var thrown = await Should.ThrowAsync<DiagnosticException>(bench.Toolbox().ResolveAsync(Needs(url, Sum(Archive)), TestContext.Current.CancellationToken));
        var diagnostic = thrown.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Message.ShouldStartWith($"Packer (1.6.6 or newer) is not installed; needed by BuildTemplates; {url} could not be fetched: ");
    }

    [Fact]
    public async Task A_server_that_stumbles_is_asked_again()
    {
        using var bench = new Bench();
        using var server = new Server(Archive, failures: 1);
        await bench.Toolbox().ResolveAsync(Needs(server.Url, Sum(Archive)), TestContext.Current.CancellationToken);
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_asked_once()
    {
        using var bench = new Bench();
        using var server = new Server(Archive, failures: 9, status: HttpStatusCode.NotFound);
        await Should.ThrowAsync<DiagnosticException>(bench.Toolbox().ResolveAsync(Needs(server.Url, Sum(Archive)), TestContext.Current.CancellationToken));
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Two_runs_at_once_fetch_it_once()
    {
        using var bench = new Bench();
        using var server = new Server(Archive);
        var runs = Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.Toolbox().ResolveAsync(Needs(server.Url, Sum(Archive)), TestContext.Current.CancellationToken)));
        (await Task.WhenAll(runs)).ShouldAllBe(tools => tools[ToolCatalog.Packer].Version == new Version(1, 14, 2));
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Never_means_that_nothing_is_fetched()
    {
        using var bench = new Bench();
        using var server = new Server(Archive);
        await Should.ThrowAsync<DiagnosticException>(
            bench.Toolbox(InstallTools.Never).ResolveAsync(Needs(server.Url, Sum(Archive)), TestContext.Current.CancellationToken));
        server.Requests.ShouldBe(0);
    }

    private static ToolNeed[] Needs(string url, string sum) =>
        [new(ToolCatalog.Packer with { Downloads = [new("1.14.2", PinnedDownload.Here, url, sum, "packer")] }, "BuildTemplates")];

    private static IEnumerable<string> KeptFiles(Bench bench) =>
        Directory.EnumerateFiles(bench.Paths.Cache, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Where(name => name != "lock");

    private static string Sum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Zip(string name, string content)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }

        return buffer.ToArray();
    }

    private sealed class Server : IDisposable
    {
        private readonly HttpListener _listener;
        private int _requests;

        public Server(byte[] content, int failures = 0, HttpStatusCode status = HttpStatusCode.ServiceUnavailable)
        {
            (_listener, Url) = Listen();
            _ = ServeAsync(content, failures, status);
        }

        public string Url { get; }

        public int Requests => Volatile.Read(ref _requests);

        public void Dispose() => _listener.Close();

        private async Task ServeAsync(byte[] content, int failures, HttpStatusCode status)
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    if (Interlocked.Increment(ref _requests) <= failures)
                        context.Response.StatusCode = (int)status;
                    context.Response.Close(content, willBlock: false);
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }

        // HttpListener takes no port 0, and between looking for a free port and taking it somebody else may.
        private static (HttpListener Listener, string Url) Listen()
        {
            while (true)
            {
                var root = $"http://127.0.0.1:{FreePort()}/";
                var listener = new HttpListener { Prefixes = { root } };
                try
                {
                    listener.Start();
                    return (listener, $"{root}tool.zip");
                }
                catch (HttpListenerException)
                {
                    listener.Close();
                }
            }
        }

        private static int FreePort()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using JamLab.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace JamLab.Tests.GitHub;

/// <summary>Prism with GitHub's published description: what it says about a request is what GitHub would say about its form. One process for all tests that want it.</summary>
public sealed class Prism : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Lazy<Task<string>> _started;
    private Process? _process;

    public Prism() => _started = new(StartAsync);

    /// <summary>What was wrong with requests so far.</summary>
    public List<string> Mistakes { get; } = [];

    public int Judged { get; private set; }

    /// <summary>Waits for it; ends the test as skipped, with the reason, where it cannot be had.</summary>
    public async Task ReadyAsync()
    {
        Npm.Folder();
        var problem = await _started.Value;
        Assert.SkipWhen(problem.Length > 0, problem);
    }

    private async Task<string> StartAsync()
    {
        var folder = Npm.Folder();
        var port = FreePort();
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "node_modules", "@stoplight", "prism-cli", "dist", "index.js"), "mock", "--errors", "--host", "127.0.0.1", "--port", $"{port}",
            Path.Combine(folder, "node_modules", "@octokit", "openapi", "generated", "api.github.com.json")])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _http.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        var errors = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Prism is listening", StringComparison.Ordinal))
            {
                _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return "";
            }
        }

        return $"Prism did not start: {await errors}";
    }

    /// <summary>Shows a request to Prism and keeps what it has against it.</summary>
    public async Task JudgeAsync(HttpRequest request, byte[] body)
    {
        if (request.Path.StartsWithSegments("/storage"))
            return;
        var shown = new HttpRequestMessage(new HttpMethod(request.Method), $"{request.Path}{request.QueryString}".TrimStart('/')) { Content = body.Length > 0 || request.ContentType is not null ? new ByteArrayContent(body) : null };
        shown.Content?.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        // GitHub asks for "application/vnd.github+json", of which its description does not know.
        shown.Headers.TryAddWithoutValidation("Accept", "*/*");
        shown.Headers.TryAddWithoutValidation("Authorization", request.Headers.Authorization.ToString());
        using var answer = await _http.SendAsync(shown);
        Judged++;
        // Prism's own problems bear its address; an example of one of GitHub's errors does not.
        var said = await answer.Content.ReadAsStringAsync();
        if (!said.Contains("stoplight.io/prism/errors#", StringComparison.Ordinal) && answer.Headers.TryGetValues("sl-violations", out var violations))
            said = new JsonObject { ["type"] = "stoplight.io/prism/errors#VIOLATIONS", ["title"] = "Violations", ["validation"] = JsonNode.Parse(violations.First()) }.ToJsonString();
        if (said.Contains("stoplight.io/prism/errors#", StringComparison.Ordinal))
            Note($"{request.Method} {request.Path}{request.QueryString} {System.Text.Encoding.UTF8.GetString(body)}", said);
    }

    // The description's own examples do not always fit it.
    private void Note(string request, string said)
    {
        try
        {
            var problem = JsonNode.Parse(said)!;
            var violations = problem["validation"]?.AsArray();
            if (violations?.All(one => (string?)one?["location"]?[0] == "response") == true)
                return;
            said = $"{(string?)problem["title"]}: {violations?.ToJsonString() ?? (string?)problem["detail"]}";
        }
        catch (System.Text.Json.JsonException)
        {
        }

        Mistakes.Add($"{request}: {said}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is not { HasExited: false } running)
            return;
        running.Kill(entireProcessTree: true);
        await running.WaitForExitAsync();
        running.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using JamLab.Stages.State;
using Polly;
using Polly.Retry;
using Serilog;

namespace JamLab.Stages.Tools;

/// <summary>
/// Fetches pinned archives into the cache. A program appears in its place only after the whole archive had the right SHA-256; two runs
/// that want the same one fetch it once.
/// </summary>
internal sealed class ToolDownloads(TimeProvider time, ILogger log) : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // A computer without a way out should say so soon: the limit for connecting is its own.
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <exception cref="ToolDownloadException">The archive cannot be fetched or has another sum.</exception>
    public async Task FetchAsync(Tool tool, PinnedDownload download, string destination, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(destination)!;
        Directory.CreateDirectory(folder);
        using var held = await LockFile.AcquireAsync(Path.Combine(folder, "lock"), $"the download of {tool.Name}", wait: true, time, log, cancellation).ConfigureAwait(false);
        if (File.Exists(destination))
            return;
        log.Information("Downloading {Tool:l} {Version:l} from {Url:l}", tool.Name, download.Version, download.Url);
        var archive = Path.Combine(folder, "archive");
        var program = Path.Combine(folder, "program");
        try
        {
            var sum = await SaveAsync(download.Url, archive, cancellation).ConfigureAwait(false);
            if (sum != download.Sha256)
                throw new ToolDownloadException($"{download.Url} has SHA-256 {sum} instead of {download.Sha256}, so it was thrown away");
            Extract(archive, download, program);
            File.Move(program, destination);
        }
        finally
        {
            File.Delete(archive);
            File.Delete(program);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Twice more when the server or the line failed; not when there is no way out, which a computer without one should hear at once.</summary>
    private ResiliencePipeline Retrying => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder()
                .Handle<HttpRequestException>(failed => failed.StatusCode >= HttpStatusCode.InternalServerError)
                .Handle<IOException>(),
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(500),
            OnRetry = retry =>
            {
                log.Information("Once more: {Problem:l}", retry.Outcome.Exception!.Message);
                return default;
            },
        })
        .Build();

    private async Task<string> SaveAsync(string url, string path, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Limit);
        try
        {
            return await Retrying.ExecuteAsync(async cancelled => await SaveOnceAsync(url, path, cancelled).ConfigureAwait(false), limited.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ToolDownloadException($"{url} could not be fetched: {exception.Message}");
        }
    }

    private async Task<string> SaveOnceAsync(string url, string path, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using (var file = File.Create(path))
            await response.Content.CopyToAsync(file, cancellation).ConfigureAwait(false);
        using var saved = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(saved, cancellation).ConfigureAwait(false));
    }

    private static void Extract(string archive, PinnedDownload download, string program)
    {
        using var zip = ZipFile.OpenRead(archive);
        var entry = zip.GetEntry(download.Member) ?? throw new ToolDownloadException($"{download.Url} holds no {download.Member}");
        entry.ExtractToFile(program, overwrite: true);
        File.SetUnixFileMode(program, Executable);
    }
}

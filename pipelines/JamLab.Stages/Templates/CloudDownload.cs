using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using JamLab.Stages.State;
using Serilog;

namespace JamLab.Stages.Templates;

/// <summary>
/// A cloud image, whole and verified, in the cache under its SHA-512. What an earlier run fetched of it is continued where the server can; a file
/// with another checksum is never used.
/// </summary>
internal sealed class CloudDownload(LabPaths paths, TimeProvider time, ILogger log)
{
    public async Task<string> FetchAsync(CloudBase image, CancellationToken cancellation)
    {
        Directory.CreateDirectory(paths.Downloads);
        var final = Path.Combine(paths.Downloads, image.Sha512[..32] + Path.GetExtension(image.Url.AbsolutePath));
        using var held = await LockFile.AcquireAsync(final + ".lock", $"the download of {image.Url}", wait: true, time, log, cancellation).ConfigureAwait(false);
        if (File.Exists(final))
            return final;

        var partial = final + ".partial";
        if (image.Url.IsFile)
            File.Copy(image.Url.LocalPath, partial, overwrite: true);
        else
            await ReceiveAsync(image.Url, partial, cancellation).ConfigureAwait(false);
        var seen = await Sha512Async(partial, cancellation).ConfigureAwait(false);
        if (seen != image.Sha512)
        {
            File.Delete(partial);
            throw new StageException($"{image.Url} has SHA-512 {seen[..16]}…, but image.yml says {image.Sha512[..16]}…",
                "Either the publisher has put another image at this address (name one with a date in it, and its own checksum), or somebody changed it on the way.");
        }

        File.Move(partial, final);
        return final;
    }

    private static async Task ReceiveAsync(Uri url, string partial, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        await using var file = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (file.Length > 0)
            request.Headers.Range = new RangeHeaderValue(file.Length, null);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            // 416: nothing is left to fetch, or the file became shorter; the checksum tells which.
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                return;
            response.EnsureSuccessStatusCode();
            if (response.StatusCode == HttpStatusCode.PartialContent)
                file.Seek(0, SeekOrigin.End);
            else
                file.SetLength(0);
            await response.Content.CopyToAsync(file, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException)
        {
            throw new StageException($"{url} could not be fetched: {exception.Message}", "The next run continues where this one ended.");
        }
    }

    private static async Task<string> Sha512Async(string path, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA512.HashDataAsync(content, cancellation).ConfigureAwait(false));
    }
}

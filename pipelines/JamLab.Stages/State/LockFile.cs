using System.Globalization;
using JamLab.Inventory.Diagnostics;
using Serilog;

namespace JamLab.Stages.State;

/// <summary>
/// One holder at a time, across processes. The kernel holds the lock (flock), so that it goes with its process however that ends.
/// The file itself stays: deleting a lock file that somebody else just opened would give two holders. Who holds it stands in
/// a file beside it, since .NET does not open a locked one even for reading.
/// </summary>
public sealed class LockFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _holder;

    private LockFile(FileStream stream, string holder)
    {
        _stream = stream;
        _holder = holder;
    }

    /// <summary>Takes the lock at once, or with <paramref name="wait"/> as soon as it is free; otherwise a diagnostic says who holds it.</summary>
    public static async Task<LockFile> AcquireAsync(string path, string subject, bool wait, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        for (var told = false; ; told = true)
        {
            if (TryAcquire(path, time) is { } held)
                return held;
            var holder = Holder(path);
            if (!wait)
            {
                throw new DiagnosticException("JAM0481", $"{subject} is in use by {holder}",
                    "wait for it to end, or let this run wait with --wait");
            }

            if (!told)
                log.Information("Waiting for {Subject}: in use by {Holder}", subject, holder);
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellation).ConfigureAwait(false);
        }
    }

    public static LockFile? TryAcquire(string path, TimeProvider time)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }

        PrivateFiles.Write(HolderFile(path), string.Create(CultureInfo.InvariantCulture,
            $"pid {Environment.ProcessId} on {Environment.MachineName} since {time.GetLocalNow():yyyy-MM-dd HH:mm:ss}"));
        return new LockFile(stream, HolderFile(path));
    }

    public void Dispose()
    {
        File.Delete(_holder);
        _stream.Dispose();
    }

    private static string HolderFile(string path) => $"{path}.holder";

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(HolderFile(path));
        }
        catch (IOException)
        {
            return "another run";
        }
    }
}

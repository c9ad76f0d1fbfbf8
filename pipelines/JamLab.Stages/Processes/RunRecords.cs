using System.Globalization;
using Serilog;

namespace JamLab.Stages.Processes;

/// <summary>
/// What this run has started, one small file a process in a folder that only the holder of a lock uses. A run that was killed leaves its
/// files behind; the next holder ends those processes with their groups before it does anything else.
/// </summary>
public sealed class RunRecords(string folder, ILogger log)
{
    /// <summary>Disposing the result says that the process has ended.</summary>
    public IDisposable Add(int pid, string what)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, pid.ToString(CultureInfo.InvariantCulture));
        var identity = ProcessIdentity.Of(pid);
        File.WriteAllText(path, $"{identity?.StartTicks ?? -1}\n{what}\n");
        return new Removal(path);
    }

    /// <summary>Ends what a killed run left running, and waits until it is gone.</summary>
    public async Task EndLeftovers(CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder).ToList())
        {
            var lines = await File.ReadAllLinesAsync(path, cancellation).ConfigureAwait(false);
            if (lines.Length == 2 && int.TryParse(Path.GetFileName(path), out var pid) && long.TryParse(lines[0], out var ticks))
            {
                var process = new ProcessIdentity(pid, ticks);
                if (process.IsAlive)
                {
                    log.Information("Ending what an interrupted run left: pid {Pid}, {What:l}", pid, lines[1]);
                    await End(process, cancellation).ConfigureAwait(false);
                }
            }

            File.Delete(path);
        }
    }

    private static async Task End(ProcessIdentity process, CancellationToken cancellation)
    {
        // The group where the process leads one (it was started in a session of its own), else just the process.
        var target = Signals.Send(-process.Pid, 0) ? -process.Pid : process.Pid;
        Signals.Send(target, Signals.Terminate);
        // The whole group, since what the leader started may still be writing; with an end, since a zombie that nobody reaps stays in its group.
        var limit = ProcessRunner.Grace * 2;
        for (var waited = TimeSpan.Zero; target < 0 ? Signals.Send(target, 0) && waited < limit : process.IsAlive; waited += TimeSpan.FromMilliseconds(50))
        {
            if (waited >= ProcessRunner.Grace)
                Signals.Send(target, Signals.Kill);
            await Task.Delay(50, cancellation).ConfigureAwait(false);
        }
    }

    private sealed class Removal(string path) : IDisposable
    {
        public void Dispose() => File.Delete(path);
    }
}

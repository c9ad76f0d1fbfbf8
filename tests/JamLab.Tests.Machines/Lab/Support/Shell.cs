using System.Diagnostics;
using JamLab.Stages.Processes;

namespace JamLab.Tests.Machines.Lab.Support;

/// <summary>Runs small programs of this computer.</summary>
internal static class Shell
{
    private const int Continue = 18;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Standard output; whether it went well shows there.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var outputs = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        for (var patience = Stopwatch.StartNew(); !outputs.Wait(TimeSpan.FromSeconds(1));)
        {
            // nsenter stops itself when what it runs is stopped, which systemd does to all processes when it shuts down. A container's end would then
            // wait for nsenter, and nsenter for ever.
            if (IsStopped(process.Id))
                Signals.Send(process.Id, Continue);
            if (patience.Elapsed < Limit)
                continue;
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"it does not end after {Limit}: {program} {string.Join(' ', arguments)}");
        }

        process.WaitForExit();
        return outputs.Result[0];
    }

    // The state after the name, which may have spaces and parentheses itself; proc(5).
    private static bool IsStopped(int process)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status.LastIndexOf(')') is var name and > 0 && status[name + 2] == 'T';
        }
        catch (IOException)
        {
            return false;
        }
    }
}

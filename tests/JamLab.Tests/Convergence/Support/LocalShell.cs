using System.Diagnostics;
using System.Text;
using JamLab.Convergence;

namespace JamLab.Tests.Convergence.Support;

/// <summary>A host's shell as a process of this machine. <paramref name="losesAt"/> names the line at which the connection breaks: the shell is killed, whatever it does.</summary>
public sealed class LocalShell(IReadOnlyList<string> command, Predicate<string>? losesAt) : IHostShell
{
    public bool WasOpen { get; init; }

    public async Task<ShellResult> RunAsync(HostText script, Action<string>? onLine, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var writing = WriteAsync(process, script.Reveal());
        var output = new StringBuilder();
        var isLost = false;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
            {
                output.Append(line).Append('\n');
                if (isLost)
                    continue;
                onLine?.Invoke(line);
                isLost = losesAt?.Invoke(line) == true;
                if (isLost)
                    process.Kill(entireProcessTree: true);
            }

            await writing;
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return isLost ? throw new HostLostException("the connection is gone", "run again") : new ShellResult(process.ExitCode, output.ToString(), await errors);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task WriteAsync(Process process, string script)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(script));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The shell ended before it read everything: its exit code says why.
        }
    }
}

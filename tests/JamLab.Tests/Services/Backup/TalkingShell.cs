using System.Diagnostics;
using System.Text;
using JamLab.Convergence;
using JamLab.Stages.Ssh;
using JamLab.Tests.Convergence.Support;

namespace JamLab.Tests.Services.Backup;

/// <summary>A shell of this machine that can be talked to; whoever cancels kills it.</summary>
internal sealed class TalkingShell(IReadOnlyList<string> command) : ITalkingShell
{
    public Task<ShellResult> RunAsync(HostText script, Action<string>? onLine, CancellationToken cancellation) => new LocalShell(command, null).RunAsync(script, onLine, cancellation);

    public async Task<ShellResult> TalkAsync(HostText script, Func<Stream, Stream, CancellationToken, Task> talk, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var input = process.StandardInput.BaseStream;
            await input.WriteAsync(Encoding.UTF8.GetBytes(script.Reveal()), cancellation);
            await input.FlushAsync(cancellation);
            await talk(process.StandardOutput.BaseStream, input, cancellation);
            input.Close();
            await process.WaitForExitAsync(cancellation);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return new ShellResult(process.ExitCode, "", await errors);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

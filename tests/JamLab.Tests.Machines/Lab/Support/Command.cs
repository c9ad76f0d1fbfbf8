using System.Diagnostics;
using System.Text;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Lab.Support;

/// <summary>A run of <c>./build.sh</c> as a user's terminal starts it: leader of a process group, with default signals, and nobody to answer questions.</summary>
internal sealed class Command : IDisposable
{
    // Long enough for a template to be built first, on a computer that has none.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public Command(string folder, IEnumerable<KeyValuePair<string, string?>> variables, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT,TERM,HUP", "./build.sh", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(_out, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public string Out => Text(_out);

    /// <summary>Waits for a word in its output; a run that ends without it is an error.</summary>
    public async Task SeesAsync(string word)
    {
        await Eventually.So(() => Out.Contains(word, StringComparison.Ordinal) || HasEnded, Limit, () => Out);
        if (HasEnded)
            (await EndsAsync()).Out.ShouldContain(word);
    }

    /// <summary>Waits for the end, and for the end of its output: who keeps that open would keep a user's pipe open too.</summary>
    public async Task<Result> EndsAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{(HasEnded ? "its output stays open" : "it does not end")} after {Limit}:\n{Out}{Text(_error)}");
        }

        return new Result(_process.ExitCode, Text(_out), Text(_error));
    }

    /// <summary>Sends a signal to its process only (<c>KILL</c>, <c>TERM</c>), as <c>kill</c> does.</summary>
    public void Signal(string name) => Shell.Run("kill", $"-{name}", $"{Id}");

    /// <summary>What Ctrl-C does: SIGINT for everybody in the foreground process group.</summary>
    public void PressCtrlC() => Shell.Run("kill", "-INT", "--", $"-{Id}");

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Add(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}

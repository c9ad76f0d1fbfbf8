using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using JamLab.Convergence;

namespace JamLab.Benchmarks.Planning;

/// <summary>This computer's own shell, and later what it said last: without a process the time is all the controller's.</summary>
internal sealed partial class RecordingShell : IHostConnector, IHostShell
{
    private string _answer = "";
    private string _marker = "";

    public bool IsPlaying { get; set; }

    public int QuestionLength { get; private set; }

    public int AnswerLength => _answer.Length;

    public string Host => "recorded";

    public Task<IHostShell> ConnectAsync(CancellationToken cancellation) => Task.FromResult<IHostShell>(this);

    public async Task<ShellResult> RunAsync(HostText script, Action<string>? onLine, CancellationToken cancellation)
    {
        var text = script.Reveal();
        var marker = Marker().Match(text).Value;
        if (IsPlaying)
        {
            QuestionLength = text.Length;
            return new ShellResult(0, _answer.Replace(_marker, marker, StringComparison.Ordinal), "");
        }

        var result = await Cli.Wrap("sh").WithArguments(["-s"]).WithStandardInputPipe(PipeSource.FromString(text)).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellation).ConfigureAwait(false);
        foreach (var line in result.StandardOutput.Split('\n'))
            onLine?.Invoke(line);
        (_answer, _marker) = (result.StandardOutput, marker);
        return new ShellResult(result.ExitCode, result.StandardOutput, result.StandardError);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // What tells a script's own lines from other output is new in each run.
    [GeneratedRegex("@[0-9a-f]{16} ")]
    private static partial Regex Marker();
}

using System.Collections.Concurrent;
using System.Text;
using Nuke.Common.Execution;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>Stands for <c>Console.Out</c> during a run: collects what each target writes until a line is whole, and passes it on as that target's.</summary>
internal sealed class TargetTextWriter(IRunOutput output, Redactor redactor, LogEventLevel level, TimeProvider time) : TextWriter
{
    /// <summary>A "line" longer than this (a program printing binary data) is passed on in pieces.</summary>
    private const int LongestLine = 1 << 20;

    private static readonly ExecutableTarget NoTarget = new() { Name = "" };
    private readonly ConcurrentDictionary<ExecutableTarget, StringBuilder> partial = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void WriteLine() => Write("\n");

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void WriteLine(ReadOnlySpan<char> buffer) => Write($"{buffer}\n");

    public override void Write(ReadOnlySpan<char> buffer)
    {
        var target = TargetScope.Current;
        var text = partial.GetOrAdd(target ?? NoTarget, _ => new StringBuilder());
        lock (text)
        {
            if (TrustedCommands.Active && text.Length > 0)
                Pass(target, text, isCommand: false);
            for (var end = buffer.IndexOf('\n'); end >= 0; end = buffer.IndexOf('\n'))
            {
                text.Append(buffer[..end]);
                Pass(target, text, TrustedCommands.Active);
                buffer = buffer[(end + 1)..];
            }

            text.Append(buffer);
            if (text.Length > LongestLine)
                Pass(target, text, isCommand: false);
        }
    }

    /// <summary>
    /// Shows a question to whoever can answer it. Only here, not at each write: a secret that is written in two pieces is one again
    /// when the line is whole.
    /// </summary>
    public override void Flush()
    {
        var target = TargetScope.Current;
        if (output is not IQuestionOutput person || !partial.TryGetValue(target ?? NoTarget, out var text))
            return;
        lock (text)
        {
            if (text.Length > 0 && person.TryShow(target, redactor.Redact(text.ToString())))
                text.Clear();
        }
    }

    /// <summary>Passes on what the target left without a line end.</summary>
    public void Finish(ExecutableTarget? target)
    {
        if (!partial.TryRemove(target ?? NoTarget, out var text))
            return;
        lock (text)
        {
            if (text.Length > 0)
                Pass(target, text, isCommand: false);
        }
    }

    private void Pass(ExecutableTarget? target, StringBuilder text, bool isCommand)
    {
        var line = text.ToString().TrimEnd('\r');
        text.Clear();

        // Progress bars write over their own line: only its last state is worth a line.
        var overwritten = line.LastIndexOf('\r');
        output.Line(target, new LogLine(time.GetUtcNow(), level, redactor.Redact(line[(overwritten + 1)..]), IsRaw: true, isCommand));
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>A process ended with an exit code other than zero; the message has the command, its directory and what it wrote to stderr.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always stands for a process.")]
public sealed class ProcessException : Exception
{
    private const int ShownLines = 30;

    internal ProcessException(IProcess process, Func<string, string> mask)
        : base(Describe(process, mask)) =>
        ExitCode = process.ExitCode;

    public int ExitCode { get; }

    private static string Describe(IProcess process, Func<string, string> mask)
    {
        var message = new StringBuilder($"Process '{Path.GetFileName(process.FileName)}' exited with code {process.ExitCode}.");
        message.Append($"\n   > {process.FileName} {process.Arguments}".TrimEnd());
        message.Append($"\n   @ {process.WorkingDirectory}");
        // A tool that complains on stdout is common; then its last lines are the best that there is.
        var lines = process.Output.Where(x => x.Type == OutputType.Err).ToList();
        var heading = "Error output";
        if (lines.Count == 0)
        {
            lines = [.. process.Output];
            heading = "Output";
        }

        if (lines.Count == 0)
            return message.ToString();
        message.Append($"\n{heading}{(lines.Count > ShownLines ? $" (last {ShownLines} of {lines.Count} lines)" : "")}:");
        foreach (var line in lines.TakeLast(ShownLines))
            message.Append($"\n   {mask(line.Text)}");
        return message.ToString();
    }
}

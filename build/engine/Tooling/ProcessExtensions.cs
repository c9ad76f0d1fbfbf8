using System.Diagnostics;
using System.Text.Json;
using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>What a target expects of a process, and how it reads what the process wrote.</summary>
[DebuggerStepThrough]
public static class ProcessExtensions
{
    /// <summary>Waits; fails when the timeout passed.</summary>
    public static IProcess AssertWaitForExit(this IProcess? process)
    {
        process.NotNull("No process was started");
        Assert.True(process.WaitForExit(), $"Process '{Path.GetFileName(process.FileName)}' did not end in time and was killed\n   > {process.FileName} {process.Arguments}");
        return process;
    }

    /// <summary>Waits; fails with the command and its error output when the exit code is not zero.</summary>
    public static IProcess AssertZeroExitCode(this IProcess? process)
    {
        process.AssertWaitForExit();
        if (process!.ExitCode != 0)
            throw new ProcessException(process, (process as ChildProcess)?.Mask ?? (x => x));
        return process;
    }

    /// <summary>Fails when a line came from stderr.</summary>
    public static IReadOnlyCollection<Output> EnsureOnlyStd(this IReadOnlyCollection<Output> output)
    {
        var error = output.Where(x => x.Type == OutputType.Err).Select(x => x.Text).FirstOrDefault();
        Assert.True(error is null, $"Expected no error output, but there is '{error}'");
        return output;
    }

    /// <summary>What was written to stdout.</summary>
    public static string StdToText(this IEnumerable<Output> output) =>
        output.Where(x => x.Type == OutputType.Std).Select(x => x.Text).JoinNewLine();

    /// <summary>What was written to stdout, read as JSON.</summary>
    public static T StdToJson<T>(this IEnumerable<Output> output) =>
        JsonSerializer.Deserialize<T>(output.StdToText()) ?? throw new JsonException("The output is null");
}

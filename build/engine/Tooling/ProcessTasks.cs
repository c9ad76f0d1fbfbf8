using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Nuke.Common.Utilities;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Tooling;

/// <summary>Starts processes, with their output in the log while they run.</summary>
[SuppressMessage("Usage", "CA2211:Non-constant fields should not be visible", Justification = "NUKE's surface.")]
public static class ProcessTasks
{
    public static bool DefaultLogOutput = true;
    public static bool DefaultLogInvocation = true;
    public static bool LogWorkingDirectory = true;
    public static string DefaultWorkingDirectory = EnvironmentInfo.WorkingDirectory;

    /// <summary>Runs a command line in bash, or sh where there is no bash, or cmd on Windows.</summary>
    public static IProcess StartShell(
        string command,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<string, string>? outputFilter = null)
    {
        var shell = EnvironmentInfo.IsWin
            ? ToolPathResolver.GetPathExecutable("cmd")
            : ToolPathResolver.TryGetPathExecutable("bash") ?? ToolPathResolver.GetPathExecutable("sh");
        var arguments = EnvironmentInfo.IsWin ? $"/c {command.DoubleQuote()}" : $"-c {CommandLine.Quote(command)}";
        return StartProcess(shell, arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, outputFilter);
    }

    /// <summary>Starts a tool; interpolated arguments quote themselves, and <c>{value:r}</c> is masked wherever it appears.</summary>
    public static IProcess StartProcess(
        string toolPath,
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null) =>
        StartProcess(toolPath, arguments.ToStringAndClear(), workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, arguments.GetFilter());

    /// <summary>Starts a tool, found on PATH when its name has no directory.</summary>
    /// <param name="environmentVariables">The whole environment of the process; ours when null.</param>
    /// <param name="timeout">Milliseconds that <see cref="IProcess.WaitForExit"/> waits.</param>
    /// <param name="logger">Takes each line, masked; the log when null.</param>
    /// <param name="outputFilter">Masks arguments and output.</param>
    public static IProcess StartProcess(
        string toolPath,
        string? arguments = null,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<string, string>? outputFilter = null)
    {
        (toolPath, arguments) = ToolPathResolver.Resolve(toolPath, arguments ?? "");
        workingDirectory ??= DefaultWorkingDirectory;
        Assert.FileExists(toolPath);
        Assert.DirectoryExists(workingDirectory);
        outputFilter ??= x => x;

        var start = new ProcessStartInfo(toolPath, arguments)
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (environmentVariables is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environmentVariables)
                start.Environment[name] = value;
        }

        if (logInvocation ?? DefaultLogInvocation)
            LogInvocation(start, outputFilter);
        return new ChildProcess(start, timeout, logOutput ?? DefaultLogOutput ? logger ?? DefaultLogger : null, outputFilter);
    }

    /// <summary>Standard output as debug lines, standard error as errors.</summary>
    public static void DefaultLogger(OutputType type, string output)
    {
        if (type == OutputType.Std)
            Log.Debug("{Output:l}", output);
        else
            Log.Error("{Output:l}", output);
    }

    private static void LogInvocation(ProcessStartInfo start, Func<string, string> mask)
    {
        Log.Information("> {ToolPath:l} {Arguments:l}", start.FileName.DoubleQuoteIfNeeded(), mask(start.Arguments));
        if (LogWorkingDirectory)
        {
            var level = start.WorkingDirectory == DefaultWorkingDirectory ? LogEventLevel.Verbose : LogEventLevel.Information;
            Log.Write(level, "@ {WorkingDirectory:l}", start.WorkingDirectory);
        }
    }
}

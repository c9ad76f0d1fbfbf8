namespace Nuke.Common.Tooling;

/// <summary>Makes a <see cref="Tool"/> of an executable.</summary>
public static class ToolResolver
{
    /// <summary>The tool at a path.</summary>
    public static Tool GetTool(string toolPath)
    {
        Assert.FileExists(toolPath);
        return (arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, exitHandler) =>
        {
            using var process = ProcessTasks.StartProcess(
                toolPath, arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger);
            process.AssertWaitForExit();
            (exitHandler ?? (x => x.AssertZeroExitCode()))(process);
            return process.Output;
        };
    }

    /// <summary>The tool on PATH.</summary>
    public static Tool GetPathTool(string name) => GetTool(ToolPathResolver.GetPathExecutable(name));

    /// <summary>The tool that <c>NAME_EXE</c> points to, or null.</summary>
    public static Tool? TryGetEnvironmentTool(string name) =>
        ToolPathResolver.TryGetEnvironmentExecutable($"{name.ToUpperInvariant()}_EXE") is { } path ? GetTool(path) : null;

    /// <summary>The tool that <c>NAME_EXE</c> points to, else the one on PATH.</summary>
    public static Tool GetEnvironmentOrPathTool(string name) => TryGetEnvironmentTool(name) ?? GetPathTool(name);
}

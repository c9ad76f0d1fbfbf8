using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>Finds executables.</summary>
public static class ToolPathResolver
{
    /// <summary>The executable that a variable points to, or null when it is not set; a wrong value fails.</summary>
    public static string? TryGetEnvironmentExecutable(string environmentExecutable)
    {
        if (EnvironmentInfo.GetVariable(environmentExecutable) is not { Length: > 0 } path)
            return null;
        Assert.FileExists(path, $"Environment variable {environmentExecutable} points to '{path}', which is no file");
        return path;
    }

    /// <summary>The first executable of that name on PATH; fails when there is none.</summary>
    public static string GetPathExecutable(string pathExecutable) =>
        TryGetPathExecutable(pathExecutable).NotNull($"Could not find '{pathExecutable}' on PATH: install it, or add its directory to PATH");

    internal static string? TryGetPathExecutable(string name)
    {
        if (Path.IsPathRooted(name) || name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return IsExecutable(name) ? Path.GetFullPath(name) : null;

        string[] extensions = EnvironmentInfo.IsWin && !Path.HasExtension(name)
            ? (EnvironmentInfo.GetVariable("PATHEXT") ?? ".EXE;.CMD;.BAT").Split(';', StringSplitOptions.RemoveEmptyEntries)
            : [""];
        return EnvironmentInfo.Paths
            .SelectMany(_ => extensions, (directory, extension) => Path.Combine(directory, name + extension))
            .FirstOrDefault(IsExecutable);
    }

    /// <summary>The file to start, and its arguments; an assembly is started with dotnet.</summary>
    internal static (string File, string Arguments) Resolve(string toolPath, string arguments)
    {
        if (!Path.IsPathRooted(toolPath) && !toolPath.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            toolPath = GetPathExecutable(toolPath);
        return toolPath.EndsWithOrdinalIgnoreCase(".dll")
            ? (TryGetEnvironmentExecutable("DOTNET_EXE") ?? GetPathExecutable("dotnet"), $"{CommandLine.Quote(toolPath)} {arguments}".TrimEnd())
            : (toolPath, arguments);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}

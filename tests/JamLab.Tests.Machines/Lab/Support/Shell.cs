using System.Diagnostics;

namespace JamLab.Tests.Machines.Lab.Support;

/// <summary>Runs small programs of this computer.</summary>
internal static class Shell
{
    /// <summary>Standard output; whether it went well shows there.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        errors.Wait();
        process.WaitForExit();
        return output;
    }
}

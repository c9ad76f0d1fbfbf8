using System.Diagnostics;
using Xunit;

namespace JamLab.Tests.Support;

/// <summary>The npm packages of <c>tests/npm</c>, installed once from their lock file. A computer without npm skips what needs them.</summary>
public static class Npm
{
    private static readonly Lazy<string?> Problem = new(Install);

    /// <summary>The folder that holds <c>node_modules</c>; ends the test as skipped, with the reason, where it cannot be made.</summary>
    public static string Folder()
    {
        Assert.SkipWhen(Problem.Value is not null, Problem.Value ?? "");
        return Place;
    }

    /// <summary>Runs a script of <c>tests/npm</c> under Node.js and returns its exit code and what it wrote to both outputs.</summary>
    public static async Task<(int ExitCode, string Output)> NodeAsync(string[] arguments, string? input = null)
    {
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = Folder(), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static string Place { get; } = Path.Combine(Root(), "tests", "npm");

    private static string? Install()
    {
        if (!OnPath("node") || !OnPath("npm"))
            return "Node.js with npm is not installed";

        // Two test programs may start at the same time.
        using var held = Hold();
        var done = Path.Combine(Place, "node_modules", ".package-lock.json");
        if (File.Exists(done) && File.GetLastWriteTimeUtc(done) >= File.GetLastWriteTimeUtc(Path.Combine(Place, "package-lock.json")))
            return null;
        using var process = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-progress"]) { WorkingDirectory = Place, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"the packages of tests/npm could not be installed: {errors.Result}";
    }

    private static FileStream Hold()
    {
        for (var patience = Stopwatch.StartNew(); ; Thread.Yield())
        {
            try
            {
                return new FileStream(Path.Combine(Path.GetTempPath(), "jamlab-tests-npm.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (patience.Elapsed < TimeSpan.FromMinutes(5))
            {
                Thread.Sleep(50);
            }
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "JamLab.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests run outside of the repository");
    }
}

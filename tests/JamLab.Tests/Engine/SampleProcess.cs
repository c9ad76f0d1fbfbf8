using System.Diagnostics;
using System.Runtime.InteropServices;

namespace JamLab.Tests.Engine;

/// <summary>The sample build as a process of its own, in a fresh root directory.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    public SampleProcess(params string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(Root, ".nuke"));
        var start = new ProcessStartInfo(System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "SampleBuild.dll"), .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("GITHUB_ACTIONS");
        _process = Process.Start(start)!;
        _out = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("jamlab-sample-").FullName;

    public string Out => _out.GetAwaiter().GetResult();

    public string Error => _error.GetAwaiter().GetResult();

    public int WaitForExit()
    {
        if (!_process.WaitForExit(Patience))
            throw new TimeoutException("the sample build does not end");
        return _process.ExitCode;
    }

    public void Signal(int signal) => _ = kill(_process.Id, signal);

    /// <summary>The content of a file in the root, as soon as it has one.</summary>
    public string WaitForFile(string name)
    {
        var file = Path.Combine(Root, name);
        var text = "";
        Until(() => File.Exists(file) && (text = File.ReadAllText(file).Trim()).Length > 0, $"{name} never came");
        return text;
    }

    public static bool IsAlive(string pid) => kill(int.Parse(pid), 0) == 0 && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    public static void Until(Func<bool> condition, string message)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Patience)
                throw new TimeoutException(message);
            Thread.Yield();
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}

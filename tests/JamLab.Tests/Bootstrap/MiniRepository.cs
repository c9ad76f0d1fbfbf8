using System.Diagnostics;
using System.Runtime.CompilerServices;
using Shouldly;

namespace JamLab.Tests.Bootstrap;

/// <summary>A repository in a folder with spaces that holds the real build.sh, a build that is a shell script, and a small program for dotnet.</summary>
public sealed class MiniRepository : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jamlab bootstrap ").FullName;

    public MiniRepository(string script = "echo ran \"$@\"")
    {
        var repository = RepositoryRoot();
        Directory.CreateDirectory(Path("build/bootstrap"));
        Directory.CreateDirectory(Path("pipelines/Part"));
        File.Copy(System.IO.Path.Combine(repository, "build.sh"), Path("build.sh"));
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(repository, "build/bootstrap")))
            File.Copy(file, Path("build/bootstrap", System.IO.Path.GetFileName(file)));
        Write("global.json", """{ "sdk": { "version": "10.0.100" } }""");
        Write("build/_build.csproj", "<Project />");
        Write("build/Build.cs", script);
        Write("pipelines/Part/Part.cs", "one");
        Directory.CreateDirectory(Tools);
        File.Copy(System.IO.Path.Combine(TestFolder(), "fake-dotnet.sh"), System.IO.Path.Combine(Tools, "dotnet"));
        MakeExecutable(System.IO.Path.Combine(Tools, "dotnet"));
    }

    public string Root => System.IO.Path.Combine(_folder, "the repo");

    public string Tools => System.IO.Path.Combine(_folder, "tools");

    /// <summary>How often the compiler was started.</summary>
    public int Compiles => File.Exists(Path("publish.calls")) ? File.ReadAllLines(Path("publish.calls")).Length : 0;

    public string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), text);
    }

    public void Delete(string name) => File.Delete(Path(name));

    public Run Start(params string[] arguments) => StartAs(Path("build.sh"), Root, [], arguments);

    public Result Build(params string[] arguments) => Start(arguments).Wait();

    public Run StartAs(string script, string workingDirectory, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(script, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Tools}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new Run(Process.Start(start)!);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static string RepositoryRoot()
    {
        var folder = TestFolder();
        while (!File.Exists(System.IO.Path.Combine(folder, "build.sh")))
            folder = System.IO.Path.GetDirectoryName(folder).ShouldNotBeNull();
        return folder;
    }

    /// <summary>Waits until something is so, at most ten seconds.</summary>
    public static void Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(10)).ShouldBeTrue(what);

    public static void MakeExecutable(string file)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }

    private static string TestFolder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;

    public sealed record Result(int ExitCode, string Out, string Error);

    public sealed class Run(Process process)
    {
        private readonly Task<string> _out = process.StandardOutput.ReadToEndAsync();
        private readonly Task<string> _error = process.StandardError.ReadToEndAsync();

        public int Id => process.Id;

        public void Signal(string name) => Process.Start("kill", ["-s", name, $"{process.Id}"]).WaitForExit();

        public Result Wait()
        {
            process.WaitForExit(TimeSpan.FromSeconds(60)).ShouldBeTrue("build.sh did not end");
            return new Result(process.ExitCode, _out.Result, _error.Result);
        }
    }
}

using JamLab.Tests.Machines.Lab.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(Repository))]

namespace JamLab.Tests.Machines.Lab.Support;

/// <summary>
/// A clone of this repository in a folder with spaces and with a home of its own, made when the first test asks for it. What is compiled is taken
/// along, else its first command compiles; templates are the user's own, so that they are built once on a computer.
/// </summary>
public sealed class Repository : IDisposable
{
    private static readonly string[] Parts = [".nuke", "build", "environments", "images", "pipelines", "terraform"];
    private static readonly string[] Left = ["bin", "obj", "temp", ".state", "artifacts"];

    private readonly Lazy<string> _folder = new(Clone);

    /// <summary>Where <c>build.sh</c> is.</summary>
    public string Root => Path.Combine(_folder.Value, "jam lab");

    /// <summary>What a command of this clone finds in its environment; nothing of a CI that this may run in.</summary>
    internal Dictionary<string, string?> Variables => new()
    {
        ["HOME"] = Path.Combine(_folder.Value, "home"),
        ["JAMLAB_CACHE"] = Templates.Lab.Paths.Cache,
        ["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        ["CI"] = null,
        ["GITHUB_ACTIONS"] = null,
    };

    public void Dispose()
    {
        if (_folder.IsValueCreated)
            Directory.Delete(_folder.Value, recursive: true);
    }

    private static string Clone()
    {
        var folder = Directory.CreateTempSubdirectory("jamlab e2e ").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "home"));
        var from = Templates.Lab.Root;
        var to = Directory.CreateDirectory(Path.Combine(folder, "jam lab")).FullName;
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var part in Parts)
            Copy(Path.Combine(from, part), Path.Combine(to, part));
        const string compiled = ".nuke/temp/build";
        if (Directory.Exists(Path.Combine(from, compiled)))
            Copy(Path.Combine(from, compiled), Path.Combine(to, compiled));
        return folder;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => new FileInfo(file).LinkTarget is null))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(folder => !Left.Contains(Path.GetFileName(folder))))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}

using System.Reflection;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>Where the running build lies, and its project.</summary>
internal sealed record BuildFiles(AbsolutePath? Assembly, AbsolutePath? Project)
{
    public static BuildFiles Find(Type? build, AbsolutePath root)
    {
        var location = (build?.Assembly ?? System.Reflection.Assembly.GetEntryAssembly())?.Location;
        if (string.IsNullOrEmpty(location))
            return new BuildFiles(null, null);
        return new BuildFiles(AbsolutePath.Create(location), ProjectOf(Path.GetFileNameWithoutExtension(location), Path.GetDirectoryName(location), root));
    }

    // A published build lies in .nuke/temp, not below its project: then the project is the one of its name near the root.
    private static AbsolutePath? ProjectOf(string assembly, string? directory, AbsolutePath root)
    {
        for (; directory != null; directory = Path.GetDirectoryName(directory))
        {
            if (Directory.GetFiles(directory, "*.csproj") is [var project])
                return AbsolutePath.Create(project);
        }

        var named = Directory.GetDirectories(root).Select(x => Path.Combine(x, assembly + ".csproj")).FirstOrDefault(File.Exists);
        return named == null ? null : AbsolutePath.Create(named);
    }
}

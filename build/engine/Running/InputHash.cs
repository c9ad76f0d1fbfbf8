using System.Security.Cryptography;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>
/// The hash of what a target's outcome depends on, as far as the engine can know: its name, the compiled build, the build's own
/// parameters, <c>.nuke/parameters.json</c> and the files that it consumes. Secrets enter only the hash.
/// </summary>
internal sealed class InputHash(NukeBuild build, BuildContext context)
{
    // Reading a disk image takes longer than many a target; its size and time must do.
    private const long LargestRead = 64 << 20;

    private readonly Lazy<string> _common = new(() => Common(build, context));

    public string Of(ExecutableTarget target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, target.Name);
        Append(hash, _common.Value);
        var patterns = target.ArtifactDependencies.SelectMany(x => x.Artifacts).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var file in FilesOf(patterns, context.RootDirectory))
        {
            AppendFile(hash, context.RootDirectory.GetRelativePathTo(file), new FileInfo(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Common(NukeBuild build, BuildContext context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, build.GetType().Module.ModuleVersionId.ToString());

        // A build that build.sh made lies in a folder named by all that went into it. Of others the libraries' time stamps will do: a needless difference costs only time.
        if (context.BuildFiles.Assembly is { } made && made.Parent.Parent == context.TemporaryDirectory / "build")
            Append(hash, made.Parent.Name);
        else if (context.BuildFiles.Assembly is { } assembly)
        {
            foreach (var library in new DirectoryInfo(assembly.Parent).GetFiles("*.dll").OrderBy(x => x.Name, StringComparer.Ordinal))
                Append(hash, $"{library.Name} {library.Length} {library.LastWriteTimeUtc.Ticks}");
        }

        foreach (var parameter in context.Parameters.Parameters.Where(x => !x.IsBuiltIn && !build.Varying.Any(y => ParameterName.Same(x.Name, y))))
        {
            Append(hash, parameter.Name);
            foreach (var value in context.Parameters.RawOf(parameter)?.Values ?? [])
                Append(hash, value);
        }

        var file = context.RootDirectory / ".nuke" / "parameters.json";
        if (File.Exists(file))
            hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> FilesOf(string[] patterns, AbsolutePath root) => patterns
        .SelectMany(x => Path.IsPathRooted(x) && File.Exists(x) ? [x] : root.GlobFiles(Path.IsPathRooted(x) ? Path.GetRelativePath(root, x) : x).Select(y => (string)y))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static void AppendFile(IncrementalHash hash, string name, FileInfo file)
    {
        Append(hash, name);
        if (file.Length > LargestRead)
        {
            Append(hash, $"{file.Length} {file.LastWriteTimeUtc.Ticks}");
            return;
        }

        hash.AppendData(File.ReadAllBytes(file.FullName));
    }

    // The length keeps "ab","c" apart from "a","bc".
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}

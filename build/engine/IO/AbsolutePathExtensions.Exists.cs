using System.Runtime.CompilerServices;

namespace Nuke.Common.IO;

/// <summary>What can be done with a path on a disk.</summary>
public static partial class AbsolutePathExtensions
{
    private static readonly string[] FileWords = ["file", "executable", "exe", "script"];
    private static readonly string[] DirectoryWords = ["directory", "dir", "folder"];

    /// <summary>Whether the file or directory is there; the name of the argument tells which (<c>LogFile</c>, <c>OutputDirectory</c>).</summary>
    public static bool Exists(this AbsolutePath path, [CallerArgumentExpression(nameof(path))] string? expression = null)
    {
        if (FileWords.Any(word => expression!.EndsWith(word, StringComparison.OrdinalIgnoreCase)))
            return path.FileExists();
        if (DirectoryWords.Any(word => expression!.EndsWith(word, StringComparison.OrdinalIgnoreCase)))
            return path.DirectoryExists();
        throw new ArgumentException($"Whether '{expression}' is a file or a directory cannot be told from its name: use FileExists or DirectoryExists");
    }

    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>Whether a file matches the pattern (<c>*</c>), in the directory itself unless the options say otherwise.</summary>
    public static bool ContainsFile(this AbsolutePath path, string pattern, SearchOption options = SearchOption.TopDirectoryOnly) =>
        Directory.EnumerateFiles(path, pattern, options).Any();

    /// <summary>Whether a directory matches the pattern (<c>*</c>), in the directory itself unless the options say otherwise.</summary>
    public static bool ContainsDirectory(this AbsolutePath path, string pattern, SearchOption options = SearchOption.TopDirectoryOnly) =>
        Directory.EnumerateDirectories(path, pattern, options).Any();

    /// <summary>The path, or null when nothing is there; see <see cref="Exists"/>.</summary>
    public static AbsolutePath? Existing(this AbsolutePath path, [CallerArgumentExpression(nameof(path))] string? expression = null) =>
        path.Exists(expression) ? path : null;

    /// <summary>The path, or null when there is no such file.</summary>
    public static AbsolutePath? ExistingFile(this AbsolutePath path) => path.FileExists() ? path : null;

    /// <summary>The path, or null when there is no such directory.</summary>
    public static AbsolutePath? ExistingDirectory(this AbsolutePath path) => path.DirectoryExists() ? path : null;

    /// <summary>Those that are files now.</summary>
    public static IEnumerable<AbsolutePath> WhereFileExists(this IEnumerable<AbsolutePath> paths) => paths.Where(FileExists);

    /// <summary>Those that are directories now.</summary>
    public static IEnumerable<AbsolutePath> WhereDirectoryExists(this IEnumerable<AbsolutePath> paths) => paths.Where(DirectoryExists);
}

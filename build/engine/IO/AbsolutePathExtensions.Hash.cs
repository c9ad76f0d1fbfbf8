using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Nuke.Common.IO;

[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "NUKE's hashes are MD5: they find changes, they protect nothing.")]
public static partial class AbsolutePathExtensions
{
    /// <summary>The MD5 of the content, in lower-case hexadecimal.</summary>
    public static string GetFileHash(this AbsolutePath path)
    {
        using var stream = File.OpenRead(Present(path));
        return Convert.ToHexStringLower(MD5.HashData(stream));
    }

    /// <summary>One MD5 over names and contents of all files below that are included.</summary>
    public static string GetDirectoryHash(this AbsolutePath path, Func<AbsolutePath, bool>? includeFile = null)
    {
        Assert.DirectoryExists(path);
        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(AbsolutePath.Create)
            .Where(x => includeFile?.Invoke(x) != false)
            .GetFileSetHash(path);
    }

    /// <summary>One MD5 over the files' contents and their names seen from the base directory; the order of the files does not matter.</summary>
    public static string GetFileSetHash(this IEnumerable<AbsolutePath> paths, string baseDirectory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var path in paths.Distinct().OrderBy(x => x.ToString(), StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(PathConstruction.GetUnixRelativePath(baseDirectory, path)));
            hash.AppendData(path.ReadAllBytes());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

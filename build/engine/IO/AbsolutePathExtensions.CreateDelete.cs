namespace Nuke.Common.IO;

public static partial class AbsolutePathExtensions
{
    /// <summary>Makes the directory and those above it; one that is there stays as it is.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Leaves the directory there and empty.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    /// <summary>Makes the file if need be, and sets its modification time (now, unless given).</summary>
    public static AbsolutePath TouchFile(this AbsolutePath path, DateTime? time = null, bool createDirectories = true)
    {
        if (createDirectories)
            path.Parent.CreateDirectory();
        using (File.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
        {
        }

        File.SetLastWriteTimeUtc(path, (time ?? DateTime.UtcNow).ToUniversalTime());
        return path;
    }

    /// <summary>Deletes the file, read-only or not; a missing one is fine.</summary>
    public static void DeleteFile(this AbsolutePath path)
    {
        if (!path.FileExists())
            return;
        EnsureFileAttributes(path);
        File.Delete(path);
    }

    /// <summary>Deletes the directory with all below, read-only or not; a link is removed, never followed. A missing one is fine.</summary>
    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (!path.DirectoryExists())
            return;
        var directory = new DirectoryInfo(path);
        if (directory.LinkTarget is null && OperatingSystem.IsWindows())
        {
            // Windows refuses to delete read-only files.
            foreach (var file in directory.EnumerateFiles("*", SearchOption.AllDirectories))
                EnsureFileAttributes(file.FullName);
        }

        directory.Delete(recursive: directory.LinkTarget is null);
    }

    public static void DeleteFiles(this IEnumerable<AbsolutePath> paths)
    {
        foreach (var path in paths.ToList())
            path.DeleteFile();
    }

    public static void DeleteDirectories(this IEnumerable<AbsolutePath> paths)
    {
        foreach (var path in paths.ToList())
            path.DeleteDirectory();
    }

    public static IReadOnlyCollection<AbsolutePath> CreateDirectories(this IEnumerable<AbsolutePath> paths) =>
        [.. paths.Select(CreateDirectory)];

    private static void EnsureFileAttributes(string file)
    {
        if (OperatingSystem.IsWindows())
            File.SetAttributes(file, FileAttributes.Normal);
    }
}

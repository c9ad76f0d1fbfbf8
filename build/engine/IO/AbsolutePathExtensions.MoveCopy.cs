namespace Nuke.Common.IO;

public static partial class AbsolutePathExtensions
{
    private const ExistsPolicy FilePolicies =
        ExistsPolicy.FileFail | ExistsPolicy.FileSkip | ExistsPolicy.FileOverwrite | ExistsPolicy.FileOverwriteIfNewer;

    public static AbsolutePath Rename(this AbsolutePath source, string newName, ExistsPolicy policy = ExistsPolicy.Fail) =>
        source.Move(source.Parent / newName, policy);

    public static AbsolutePath Rename(this AbsolutePath source, Func<AbsolutePath, string> newName, ExistsPolicy policy = ExistsPolicy.Fail) =>
        source.Rename(newName(source), policy);

    /// <summary>Renames, and keeps the extension.</summary>
    public static AbsolutePath RenameWithoutExtension(this AbsolutePath source, string newName, ExistsPolicy policy = ExistsPolicy.Fail) =>
        source.Move(source.Parent / newName + source.Extension, policy);

    /// <summary>Renames, and keeps the extension.</summary>
    public static AbsolutePath RenameWithoutExtension(this AbsolutePath source, Func<AbsolutePath, string> newName, ExistsPolicy policy = ExistsPolicy.Fail) =>
        source.RenameWithoutExtension(newName(source), policy);

    public static AbsolutePath MoveToDirectory(this AbsolutePath source, AbsolutePath target, ExistsPolicy policy = ExistsPolicy.Fail, bool createDirectories = true) =>
        source.Move(target / source.Name, policy, createDirectories);

    public static AbsolutePath Move(this AbsolutePath source, Func<AbsolutePath, AbsolutePath> newPath, ExistsPolicy policy = ExistsPolicy.Fail, bool createDirectories = true) =>
        source.Move(newPath(source), policy, createDirectories);

    public static AbsolutePath CopyToDirectory(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        Func<AbsolutePath, bool>? excludeDirectory = null,
        Func<AbsolutePath, bool>? excludeFile = null,
        bool createDirectories = true) =>
        source.Copy(target / source.Name, policy, excludeDirectory, excludeFile, createDirectories);

    /// <summary>Moves a file, or a directory with all below. What the policy skipped stays in the source, unless it is to be deleted.</summary>
    public static AbsolutePath Move(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        bool createDirectories = true,
        bool deleteRemainingFiles = false)
    {
        if (Something(source) is FileInfo)
            return PutFile(source, target, policy, createDirectories, (from, to) => File.Move(from, to, overwrite: true));

        EnterDirectory(source, target, policy, createDirectories);
        foreach (var directory in source.GetDirectories().ToList())
            directory.Move(target / directory.Name, policy, createDirectories: true, deleteRemainingFiles);
        foreach (var file in source.GetFiles().ToList())
            file.Move(target / file.Name, policy);
        if (deleteRemainingFiles || !Directory.EnumerateFileSystemEntries(source).Any())
            source.DeleteDirectory();
        return target;
    }

    /// <summary>Copies a file, or a directory with all below that is not excluded.</summary>
    public static AbsolutePath Copy(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        Func<AbsolutePath, bool>? excludeDirectory = null,
        Func<AbsolutePath, bool>? excludeFile = null,
        bool createDirectories = true)
    {
        if (Something(source) is FileInfo)
        {
            Assert.True(excludeDirectory is null && excludeFile is null, $"'{source}' is a file: nothing of it can be excluded");
            return PutFile(source, target, policy, createDirectories, (from, to) => File.Copy(from, to, overwrite: true));
        }

        EnterDirectory(source, target, policy, createDirectories);
        foreach (var directory in source.GetDirectories().Where(x => excludeDirectory?.Invoke(x) != true).ToList())
            directory.Copy(target / directory.Name, policy, excludeDirectory, excludeFile);
        foreach (var file in source.GetFiles().Where(x => excludeFile?.Invoke(x) != true).ToList())
            file.Copy(target / file.Name, policy);
        return target;
    }

    private static FileSystemInfo Something(AbsolutePath source) =>
        source.DirectoryExists() ? new DirectoryInfo(source)
        : source.FileExists() ? new FileInfo(source)
        : throw new AssertionException($"There is no file or directory '{source}'");

    private static AbsolutePath PutFile(AbsolutePath source, AbsolutePath target, ExistsPolicy policy, bool createDirectories, Action<string, string> put)
    {
        if (target.FileExists() && !MayReplace(source, target, policy))
            return source;
        if (createDirectories)
            target.Parent.CreateDirectory();
        put(source, target);
        return target;
    }

    private static bool MayReplace(AbsolutePath source, AbsolutePath target, ExistsPolicy policy) => (policy & FilePolicies) switch
    {
        ExistsPolicy.FileFail => throw new AssertionException($"File '{target}' already exists"),
        ExistsPolicy.FileSkip => false,
        ExistsPolicy.FileOverwrite => true,
        ExistsPolicy.FileOverwriteIfNewer => File.GetLastWriteTimeUtc(target) < File.GetLastWriteTimeUtc(source),
        _ => throw new ArgumentException($"'{policy}' must have exactly one rule for files", nameof(policy)),
    };

    private static void EnterDirectory(AbsolutePath source, AbsolutePath target, ExistsPolicy policy, bool createDirectories)
    {
        Assert.False(source.Contains(target), $"Target directory '{target}' must not be in source directory '{source}'");
        Assert.True(
            !target.DirectoryExists() || (policy & (ExistsPolicy.DirectoryMerge | ExistsPolicy.DirectoryFail)) == ExistsPolicy.DirectoryMerge,
            $"Directory '{target}' already exists, and the policy '{policy}' does not merge directories");
        if (createDirectories)
            target.CreateDirectory();
    }
}

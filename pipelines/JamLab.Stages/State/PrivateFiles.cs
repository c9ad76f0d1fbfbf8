namespace JamLab.Stages.State;

/// <summary>Folders and files that only their owner reads; files appear whole or not at all.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder with mode 0700, and sets that mode where it was wider.</summary>
    public static string CreateFolder(string path)
    {
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Writes a file of mode 0600 beside its place and renames it there; an equal file is left alone, and false returned.</summary>
    public static bool Write(string path, string content, UnixFileMode mode = OwnerOnly)
    {
        if (File.Exists(path) && File.ReadAllText(path) == content)
            return false;
        WriteNew(path, stream =>
        {
            using var writer = new StreamWriter(stream);
            writer.Write(content);
        }, mode);
        return true;
    }

    public static void WriteNew(string path, Action<Stream> write, UnixFileMode mode = OwnerOnly)
    {
        // A name of its own: two targets of one run may write the same file at once.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode };
        try
        {
            using (var stream = new FileStream(temporary, options))
                write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}

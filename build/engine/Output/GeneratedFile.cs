namespace Nuke.Common.Output;

/// <summary>Files that are made from the build and committed: written only when their text differs, so that nothing else sees a change.</summary>
internal static class GeneratedFile
{
    /// <summary>True when the file says something else than <paramref name="text"/> or is missing; line ends do not count.</summary>
    public static bool IsStale(string path, string text) =>
        !File.Exists(path) || File.ReadAllText(path).ReplaceLineEndings("\n") != text;

    /// <summary>Returns whether it wrote.</summary>
    public static bool WriteIfStale(string path, string text)
    {
        if (!IsStale(path, text))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // In one step: an editor or another run never reads half a file.
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
        return true;
    }
}

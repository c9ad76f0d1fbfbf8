using JamLab.Convergence;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.Configuration.Files;

/// <summary>Reads an environment's <c>files/</c> from the disk. Symbolic links are taken as links and never followed.</summary>
public static class FilesFolder
{
    // Contents travel inside the script; more than this belongs into a package, or an archive that the host downloads.
    private const long Largest = 16 << 20;

    /// <summary>Everything in it, in no order; a folder that is not there is empty.</summary>
    public static FileTree Read(string folder)
    {
        var entries = new List<FileEntry>();
        var problems = new List<Diagnostic>();
        var loose = new List<string>();
        var root = new DirectoryInfo(folder);
        foreach (var one in root.Exists ? root.EnumerateFileSystemInfos() : [])
        {
            if (one is DirectoryInfo { LinkTarget: null } under)
                Walk(under, under.Name, "", entries, problems);
            else if (one.Name is not (".gitkeep" or "README.md"))
                loose.Add(one.Name);
        }

        return new FileTree(entries) { Unusable = problems, Loose = loose };
    }

    private static void Walk(DirectoryInfo folder, string whose, string path, List<FileEntry> entries, List<Diagnostic> problems)
    {
        foreach (var one in folder.EnumerateFileSystemInfos())
        {
            var here = $"{path}/{one.Name}";
            if (one.Name == ".gitkeep")
                entries.AddRange(path.Length > 0 ? [new FileEntry(whose, path)] : []);
            else if (here.Contains('\\', StringComparison.Ordinal) || here.Any(char.IsControl))
                problems.Add(Problem($"files/{whose}{string.Concat(here.Select(c => char.IsControl(c) ? '?' : c))} has a backslash or a control character in its name", "rename it"));
            else if (one.LinkTarget is { } target)
                entries.Add(new FileEntry(whose, here) { Target = target });
            else if (one is DirectoryInfo inner)
                Walk(inner, whose, here, entries, problems);
            else if (one is FileInfo { Length: > Largest } large)
                problems.Add(Problem($"files/{whose}{here} has {large.Length >> 20} MiB; a file may have {Largest >> 20}", "let a role download it"));
            else
                Add(one, new FileEntry(whose, here), entries, problems);
        }
    }

    private static void Add(FileSystemInfo file, FileEntry entry, List<FileEntry> entries, List<Diagnostic> problems)
    {
        try
        {
            entries.Add(entry with { Content = HostText.FromBytes(File.ReadAllBytes(file.FullName)), IsExecutable = IsExecutable(file) });
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add(Problem($"{entry} cannot be read", "let yourself read it"));
        }
    }

    private static bool IsExecutable(FileSystemInfo file) => !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);

    private static Diagnostic Problem(string message, string help) => new("JAM0914", Severity.Error, null, message, help);
}

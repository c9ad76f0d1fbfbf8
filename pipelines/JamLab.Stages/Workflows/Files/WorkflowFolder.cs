using JamLab.Convergence.Scripts;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.Workflows.Files;

/// <summary>What became of a file, or would.</summary>
internal enum FileFate
{
    /// <summary>It is as it should be.</summary>
    Kept,

    /// <summary>It was not there.</summary>
    Added,

    /// <summary>It said what an earlier inventory or build wanted.</summary>
    Renewed,

    /// <summary>Nothing makes it any more.</summary>
    Removed,

    /// <summary>Somebody changed it by hand, or it is somebody's own.</summary>
    Edited,
}

/// <summary>A file under <c>.github/workflows</c> with what it should say; null for one that should not be there.</summary>
internal sealed record PlannedFile(string Name, FileFate Fate, string? Wanted, string? Present);

/// <summary><c>.github/workflows</c> of a repository: what stands there beside what should.</summary>
internal sealed class WorkflowFolder(string root)
{
    public const string Name = ".github/workflows";

    private readonly string _folder = Path.Combine(root, ".github", "workflows");

    /// <summary>Every file of ours, wanted or there, by name.</summary>
    public IReadOnlyList<PlannedFile> Plan(IReadOnlyDictionary<string, string> wanted)
    {
        var present = Directory.Exists(_folder)
            ? Directory.GetFiles(_folder, "*.yml").ToDictionary(path => Path.GetFileName(path), path => WorkflowText.Lines(File.ReadAllText(path)), StringComparer.Ordinal)
            : [];
        var names = wanted.Keys.Concat(present.Where(file => WorkflowText.IsOurs(file.Value)).Select(file => file.Key));
        return [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => Plan(name, wanted.GetValueOrDefault(name), present.GetValueOrDefault(name)))];
    }

    /// <summary>Writes and removes as planned; every file whole or not at all.</summary>
    public void Apply(IEnumerable<PlannedFile> plan)
    {
        Directory.CreateDirectory(_folder);
        foreach (var file in plan.Where(file => file.Fate != FileFate.Kept))
        {
            var path = Path.Combine(_folder, file.Name);
            if (file.Wanted is null)
            {
                File.Delete(path);
                continue;
            }

            var draft = $"{path}.{Environment.ProcessId}.tmp";
            File.WriteAllText(draft, file.Wanted);
            File.Move(draft, path, overwrite: true);
        }
    }

    /// <summary>What the user has to decide: hand edits, with what they changed.</summary>
    public static IEnumerable<Diagnostic> Edits(IEnumerable<PlannedFile> plan) => plan.Where(file => file.Fate == FileFate.Edited).Select(file => new Diagnostic(
        "JAM0466", Severity.Error, null,
        $"{Name}/{file.Name} was {(WorkflowText.IsOurs(file.Present!) ? "changed by hand" : "not made by GenerateWorkflows")}:\n{Difference(file)}",
        file.Wanted is null
            ? "delete it, or give it another name and head; --overwrite deletes it"
            : $"bring the change into the inventory's ci: or into the build, or give the file another name; --overwrite replaces it"));

    /// <summary>What --check finds: everything that is not as it should be.</summary>
    public static IEnumerable<Diagnostic> Stale(IEnumerable<PlannedFile> plan) => Edits(plan).Concat(plan.Where(file => file.Fate is not (FileFate.Kept or FileFate.Edited)).Select(file => new Diagnostic(
        "JAM0467", Severity.Error, null,
        $"{Name}/{file.Name} {file.Fate switch
        {
            FileFate.Added => "is missing",
            FileFate.Removed => "is made by nothing any more",
            _ => $"is stale:\n{Difference(file)}",
        }}",
        "run ./build.sh GenerateWorkflows and commit what it wrote")));

    private static PlannedFile Plan(string name, string? wanted, string? present) => new(
        name,
        present is null ? FileFate.Added
        : present == wanted ? FileFate.Kept
        : !WorkflowText.IsUntouched(present) ? FileFate.Edited
        : wanted is null ? FileFate.Removed
        : FileFate.Renewed,
        wanted,
        present);

    private static string Difference(PlannedFile file) => UnifiedDiff.Between(file.Present ?? "", file.Wanted ?? "").TrimEnd();
}

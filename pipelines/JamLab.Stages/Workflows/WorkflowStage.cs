using System.Text.RegularExpressions;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.State;
using JamLab.Stages.Templates;
using JamLab.Stages.Workflows.Emission;
using JamLab.Stages.Workflows.Files;
using JamLab.Stages.Workflows.Printing;
using Serilog;

namespace JamLab.Stages.Workflows;

/// <summary>The repository's workflows, from the build graph and the inventories of all environments.</summary>
/// <param name="branch">The repository's default branch.</param>
public sealed partial class WorkflowStage(string root, IReadOnlyList<PipelineTarget> pipeline, string branch, ILogger log)
{
    /// <summary>Writes what is missing or stale and removes what nothing makes any more; returns what changed. Hand edits are shown and left, unless told otherwise.</summary>
    public string Generate(bool overwrite)
    {
        var folder = new WorkflowFolder(root);
        var plan = folder.Plan(Texts());
        if (!overwrite && WorkflowFolder.Edits(plan).ToList() is { Count: > 0 } edits)
            throw new DiagnosticException(edits);
        folder.Apply(plan);
        var changed = plan.Where(file => file.Fate != FileFate.Kept).ToList();
        foreach (var file in changed)
            log.Information("{Done:l} {Folder:l}/{File:l}", file.Wanted is null ? "Removed" : "Wrote", WorkflowFolder.Name, file.Name);
        return changed.Count == 0 ? "nothing to change" : $"changed {string.Join(' ', changed.Select(file => file.Name))}";
    }

    /// <summary>Touches nothing; throws with every file that is not as it should be.</summary>
    public string Check()
    {
        var plan = new WorkflowFolder(root).Plan(Texts());
        return WorkflowFolder.Stale(plan).ToList() is { Count: > 0 } stale ? throw new DiagnosticException(stale) : $"{plan.Count} files are as they should be";
    }

    /// <summary>The labs with what their inventories say; every mistake in any of them at once.</summary>
    public IReadOnlyList<LabOnGitHub> Labs()
    {
        var problems = new List<Diagnostic>();
        var labs = new List<LabOnGitHub>();
        foreach (var folder in Directory.GetDirectories(Path.Combine(root, "environments")).Order(StringComparer.Ordinal))
        {
            var paths = new LabPaths(root, Path.GetFileName(folder), "");
            if (!File.Exists(paths.InventoryFile))
                continue;
            if (!EnvironmentName().IsMatch(paths.Environment))
            {
                problems.Add(new Diagnostic("JAM0465", Severity.Error, null, $"environments/{paths.Environment} is no name that workflows can carry", "rename the folder: letters, digits, - and _ only, at most 60"));
                continue;
            }

            var text = File.ReadAllText(paths.InventoryFile);
            var read = InventoryFile.Parse(text, Path.GetRelativePath(root, paths.InventoryFile), ImageDefinition.Names(paths.Images), Roles.Known);
            if (read.Inventory is { } inventory)
                labs.Add(new LabOnGitHub(paths.Environment, inventory, text.Contains("!vault", StringComparison.Ordinal)));
            else
                problems.AddRange(read.Diagnostics);
        }

        return problems.Count == 0 ? labs : throw new DiagnosticException(problems);
    }

    /// <summary>The lab of one environment.</summary>
    public LabOnGitHub Lab(string environment) => Labs() is var labs && labs.FirstOrDefault(lab => lab.Environment == environment) is { } found ? found
        : throw new DiagnosticException("JAM0405", $"there is no environment '{environment}'", $"choose one of {string.Join(", ", labs.Select(lab => lab.Environment))} with --environment");

    /// <summary>The inputs for starting a workflow: what was given by name, and of what the run was told anyway that which the workflow asks for.</summary>
    /// <param name="workflow">The file's name, with or without <c>.yml</c>.</param>
    /// <param name="handed">What the run was told, by the names of inputs.</param>
    /// <param name="given">As <c>name=value</c>.</param>
    public Dictionary<string, string> InputsOf(string workflow, IReadOnlyDictionary<string, string> handed, IReadOnlyList<string> given)
    {
        var wrong = given.Where(one => one.IndexOf('=', StringComparison.Ordinal) < 1).ToList();
        if (wrong.Count > 0)
            throw new DiagnosticException([.. wrong.Select(one => new Diagnostic("JAM0470", Severity.Error, null, $"--input {one} is not name=value", "for example --input environment=home"))]);
        var file = workflow.Contains('.', StringComparison.Ordinal) ? workflow : $"{workflow}.yml";
        var asked = new WorkflowSet(Labs(), pipeline, branch, TestProjects()).All().FirstOrDefault(one => one.File == file)?.On.Dispatch ?? [];
        var inputs = asked.Where(input => handed.ContainsKey(input.Name)).ToDictionary(input => input.Name, input => handed[input.Name], StringComparer.Ordinal);
        foreach (var one in given.Select(one => one.Split('=', 2)))
            inputs[one[0]] = one[1];
        return inputs;
    }

    private Dictionary<string, string> Texts() => Texts(ActionLock.Read(root));

    internal Dictionary<string, string> Texts(ActionLock actions) => Texts(new WorkflowSet(Labs(), pipeline, branch, TestProjects()), actions);

    internal static Dictionary<string, string> Texts(WorkflowSet set, ActionLock actions)
    {
        var printer = new WorkflowPrinter(actions);
        return set.All().ToDictionary(one => one.File, one => WorkflowText.Of(one.Purpose, printer.Print(one)), StringComparer.Ordinal);
    }

    // Who keeps labs here, and not JamLab, may have removed its tests.
    private List<string> TestProjects() => !Directory.Exists(Path.Combine(root, "tests")) ? []
        : [.. Directory.GetDirectories(Path.Combine(root, "tests"), "*Tests*").Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentName();
}

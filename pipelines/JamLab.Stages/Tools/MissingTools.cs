using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.Tools;

/// <summary>Says what is missing, who needs it and how to get it; one command installs all that the system's package manager has.</summary>
internal sealed class MissingTools(Workstation here, IReadOnlyList<ToolNeed> needs, IReadOnlyDictionary<string, string> failures)
{
    public IReadOnlyList<Diagnostic> Describe(IReadOnlyList<ToolState> states)
    {
        var missing = states.Where(state => !state.Serves).ToList();
        var install = InstallCommand(here, missing);
        // The command installs them all, so it stands once, below the last of them.
        var last = install is null ? null : missing.Last(state => HasPackage(state.Tool));
        return
        [
            .. missing.Select(state => new Diagnostic("JAM0501", Severity.Error, null, Message(state),
                state == last ? $"{install}{(here.IsRoot && here.IsDebianLike ? "  (or run again with --install-tools)" : "")}"
                : install is not null && HasPackage(state.Tool) ? null
                : Help(state.Tool))),
        ];
    }

    public static IReadOnlyList<string> Packages(IEnumerable<ToolState> states) =>
        [.. states.Where(state => !state.Serves).Select(state => state.Tool.DebianPackage).OfType<string>().Distinct()];

    /// <summary>One command for everything missing that a package manager of this system has; null where there is nothing or none.</summary>
    public static string? InstallCommand(Workstation here, IReadOnlyList<ToolState> states)
    {
        if (OperatingSystem.IsMacOS())
        {
            var formulas = states.Where(state => !state.Serves).Select(state => state.Tool.BrewFormula).OfType<string>().Distinct().ToList();
            return formulas.Count == 0 ? null : $"brew install {string.Join(' ', formulas)}";
        }

        var packages = Packages(states);
        return packages.Count == 0 || !here.IsDebianLike
            ? null
            : $"{(here.IsRoot ? "" : "sudo ")}apt-get install --no-install-recommends {string.Join(' ', packages)}";
    }

    private string Message(ToolState state)
    {
        var by = string.Join(" and ", needs.Where(need => need.Tool.Name == state.Tool.Name).Select(need => need.By).Distinct());
        var failure = failures.TryGetValue(state.Tool.Name, out var said) ? $"; {said}" : "";
        return $"{state.Fault}; needed by {by}{failure}";
    }

    private static bool HasPackage(Tool tool) => (OperatingSystem.IsMacOS() ? tool.BrewFormula : tool.DebianPackage) is not null;

    private static string Help(Tool tool) => tool.LinuxOnly && !OperatingSystem.IsLinux()
        ? "it exists for Linux only; use the qemu hypervisor here"
        : $"install it as {tool.Website} says, so that {tool.Program} is on PATH";
}

using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.Tools;

/// <summary>Says what is missing, who needs it and how to get it.</summary>
internal static class MissingTools
{
    /// <param name="failures">What went wrong with a tool's download, by its name.</param>
    public static IReadOnlyList<Diagnostic> Describe(
        IReadOnlyList<ToolState> states, IReadOnlyList<ToolNeed> needs, IReadOnlyDictionary<string, string> failures, InstallCommand? install)
    {
        var missing = states.Where(state => !state.Serves).ToList();
        // The command installs them all, so it stands once, below the last of them.
        var last = missing.LastOrDefault(state => install?.Tools.Contains(state.Tool.Name) ?? false);
        return
        [
            .. missing.Select(state => new Diagnostic("JAM0701", Severity.Error, null, Message(state, needs, failures),
                state == last ? install!.Text
                : install?.Tools.Contains(state.Tool.Name) ?? false ? null
                : ByHand(state.Tool))),
        ];
    }

    /// <summary>The way out for a tool that no package manager here has.</summary>
    public static string ByHand(Tool tool) => tool.LinuxOnly && !OperatingSystem.IsLinux()
        ? "it exists for Linux only; use the qemu hypervisor here"
        : $"install it as {tool.Website} says, so that {tool.Program} is on PATH";

    private static string Message(ToolState state, IReadOnlyList<ToolNeed> needs, IReadOnlyDictionary<string, string> failures)
    {
        var by = string.Join(" and ", needs.Where(need => need.Tool.Name == state.Tool.Name).Select(need => need.By).Distinct());
        var failure = failures.TryGetValue(state.Tool.Name, out var said) ? $"; {said}" : "";
        return $"{state.Fault}; needed by {by}{failure}";
    }
}

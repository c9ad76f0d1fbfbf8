namespace JamLab.Stages.Tools;

/// <summary>One command that installs what this system's package manager has of the missing tools, for the user to run.</summary>
internal sealed record InstallCommand(string Text, IReadOnlySet<string> Tools)
{
    /// <summary>Null where nothing is missing, or the system has no package manager that we know, or that one has none of the tools.</summary>
    public static async Task<InstallCommand?> ForAsync(IReadOnlyList<ToolState> states, Workstation here, AptPackages apt, CancellationToken cancellation)
    {
        if (OperatingSystem.IsMacOS())
            return For("brew install", states, tool => tool.BrewFormula);
        var wanted = DebianPackages(states);
        if (wanted.Count == 0 || !apt.AreHere)
            return null;
        var available = await apt.AvailableAsync(wanted, cancellation).ConfigureAwait(false);
        // Lists that know none of them were never fetched, and say nothing about what there is.
        var known = available.Count == 0 ? wanted : available;
        return For($"{(here.IsRoot ? "" : "sudo ")}apt-get install --no-install-recommends", states,
            tool => tool.DebianPackage is { } package && known.Contains(package) ? package : null);
    }

    public static IReadOnlyList<string> DebianPackages(IEnumerable<ToolState> states) =>
        [.. states.Where(state => !state.Serves).Select(state => state.Tool.DebianPackage).OfType<string>().Distinct()];

    private static InstallCommand? For(string command, IEnumerable<ToolState> states, Func<Tool, string?> package)
    {
        var missing = states.Where(state => !state.Serves && package(state.Tool) is not null).Select(state => state.Tool).ToList();
        return missing.Count == 0
            ? null
            : new InstallCommand($"{command} {string.Join(' ', missing.Select(package).Distinct())}", missing.Select(tool => tool.Name).ToHashSet());
    }
}

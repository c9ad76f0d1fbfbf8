namespace JamLab.Stages.Tools.Checkup;

/// <summary>What <c>Doctor</c> found out: about each tool, about this computer, and about what runs guests.</summary>
/// <param name="Install">One command for the missing tools that this system's package manager has.</param>
public sealed record DoctorReport(IReadOnlyList<ToolRow> Tools, IReadOnlyList<CheckRow> Checks, Accelerator? Accelerator, string? Install)
{
    /// <summary>Nothing that the chosen environment needs is missing; what else is amiss are hints.</summary>
    public bool IsComplete => Tools.All(row => !row.IsMissing);

    public int ExitCode => IsComplete ? 0 : 2;
}

/// <summary>One tool: <paramref name="NeededBy"/> is empty when the chosen environment does without it.</summary>
public sealed record ToolRow(ToolState State, IReadOnlyList<string> NeededBy, string Advice)
{
    public bool IsMissing => !State.Serves && NeededBy.Count > 0;
}

/// <summary>One property of this computer; the advice is empty when all is well.</summary>
public sealed record CheckRow(string Name, string Value, string Advice = "");

using System.Text.Json.Serialization;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Provisioning;

namespace JamLab.Stages.Plans;

/// <summary>Where the user's files say something: the path below the root with slashes; lines and columns count from 1.</summary>
public sealed record PlanPlace(string File, int Line, int Column, int Length)
{
    internal static PlanPlace Of(SourceSpan span) => new(span.File.Replace('\\', '/'), span.Line, span.Column, span.Length);

    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>A template; why it would be built, or nothing where it stays.</summary>
public sealed record PlanTemplate(string Image, IReadOnlyList<string> Reasons)
{
    [JsonIgnore]
    public bool IsBuilt => Reasons.Count > 0;
}

/// <summary>A machine that changes; <paramref name="LosesData"/> says that disks that were in use go away.</summary>
public sealed record PlanMachine(string Name, MachineAction Action, bool LosesData, string Reason)
{
    /// <summary>Where the inventory names it; null for a machine that left it.</summary>
    public PlanPlace? Place { get; init; }
}

/// <summary>A problem in the user's files.</summary>
public sealed record PlanDiagnostic(string Code, bool IsError, string Message)
{
    public PlanPlace? Place { get; init; }

    /// <summary>The way out.</summary>
    public string? Help { get; init; }

    internal static PlanDiagnostic Of(Diagnostic one) =>
        new(one.Code, one.Severity == Severity.Error, one.Message) { Place = one.Place is { } place ? PlanPlace.Of(place) : null, Help = one.Help };
}

/// <summary>What became of a target of the run, in NUKE's word for it.</summary>
public sealed record PlanTarget(string Name, string Status)
{
    /// <summary>Why it failed; null where it did not, or where hosts, services or diagnostics of the plan say it already.</summary>
    public string? Cause { get; init; }

    /// <summary>What to do about it.</summary>
    public string? WayOut { get; init; }

    [JsonIgnore]
    public bool HasFailed => Status is "Failed" or "Aborted";

    /// <summary>Whether it has asked all that it had to.</summary>
    [JsonIgnore]
    public bool IsWell => Status is "Succeeded" or "Collective";
}

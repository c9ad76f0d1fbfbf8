namespace JamLab.Stages.Tools;

/// <summary>A tool, and who needs it in the user's words: a target's name, or <c>ProvisionVms with qemu</c>.</summary>
public sealed record ToolNeed(Tool Tool, string By);

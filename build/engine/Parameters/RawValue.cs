namespace Nuke.Common.Execution;

/// <summary>A parameter's value as it was written, and where: <c>--who</c>, <c>NUKE_WHO</c>, <c>.nuke/parameters.json</c>.</summary>
internal sealed record RawValue(IReadOnlyList<string> Values, string Place);

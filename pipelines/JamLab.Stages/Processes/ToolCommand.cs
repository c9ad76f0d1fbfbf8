using JamLab.Inventory;

namespace JamLab.Stages.Processes;

/// <summary>A program with its arguments; what is secret goes into <see cref="Environment"/> or <see cref="Input"/>, never into the arguments.</summary>
public sealed record ToolCommand(string Program, params IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, Secret> Environment { get; init; } = new Dictionary<string, Secret>();

    public Secret? Input { get; init; }

    /// <summary>What of a line of output the user sees while the tool runs; null hides it. By default nothing is shown unless the tool fails.</summary>
    public Func<string, string?> Shown { get; init; } = static _ => null;

    public override string ToString() => string.Join(' ', Arguments.Prepend(Path.GetFileName(Program)).Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_=./:,+@%".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}

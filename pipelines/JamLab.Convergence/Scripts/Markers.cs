using System.Security.Cryptography;

namespace JamLab.Convergence.Scripts;

/// <summary>Lines of a script's output that are ours: whatever else a host prints (a banner, a noisy .bashrc) is told from them by a word that nobody can guess.</summary>
internal sealed class Markers
{
    private readonly string _prefix = $"@{RandomNumberGenerator.GetHexString(16, lowercase: true)} ";

    /// <summary>Shell that prints a marker at the start of a line, even behind output without one at its end.</summary>
    public string Print(string words) => $"printf '\\n%s\\n' \"{_prefix}{words}\"\n";

    /// <summary>The marker's words; null for a line that is none.</summary>
    public string[]? Words(string line) =>
        line.StartsWith(_prefix, StringComparison.Ordinal) ? line[_prefix.Length..].Split(' ') : null;
}

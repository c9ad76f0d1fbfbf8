using System.Text.RegularExpressions;

namespace JamLab.Stages.Tools;

/// <summary>A program that JamLab drives: how to ask its version, which versions serve and why, and where it comes from.</summary>
/// <param name="Name">What people call it; also the key in messages and tables.</param>
/// <param name="Program">The name on PATH.</param>
/// <param name="VersionArguments">What makes it print its version without touching anything.</param>
/// <param name="VersionPattern">The first group is the version, in stdout or stderr.</param>
public sealed record Tool(string Name, string Program, IReadOnlyList<string> VersionArguments, Regex VersionPattern)
{
    /// <summary>The oldest that serves; null where every one still in use does.</summary>
    public Version? Minimum { get; init; }

    /// <summary>What an older one lacks.</summary>
    public string? Because { get; init; }

    public string? DebianPackage { get; init; }

    public string? BrewFormula { get; init; }

    public required string Website { get; init; }

    /// <summary>Only systems that have it are told to install it: systemd-nspawn is nothing for macOS.</summary>
    public bool LinuxOnly { get; init; }

    public IReadOnlyList<PinnedDownload> Downloads { get; init; } = [];

    /// <summary>The version in what the tool printed, or null. <c>252</c> reads as 252.0, and what follows the numbers (<c>p1</c>, <c>-dev</c>) is left out.</summary>
    public Version? ReadVersion(string printed)
    {
        var match = VersionPattern.Match(printed);
        return match.Success && Version.TryParse(match.Groups[1].Value is var text && text.Contains('.', StringComparison.Ordinal) ? text : $"{text}.0", out var version)
            ? version
            : null;
    }

    public bool Serves(Version? version) => Minimum is null || version >= Minimum;

    public override string ToString() => Name;
}

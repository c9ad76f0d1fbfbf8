using System.Runtime.InteropServices;

namespace JamLab.Stages.Tools;

/// <summary>One published archive of a tool for one platform, and the SHA-256 (lower-case hex) that it must have.</summary>
/// <param name="Member">The program's name inside the zip archive.</param>
public sealed record PinnedDownload(string Version, string Platform, string Url, string Sha256, string Member)
{
    public bool FitsHere => Platform == Here;

    /// <summary>This computer in Go's words, as the publishers name their archives: <c>linux_amd64</c>.</summary>
    public static string Here { get; } =
        (OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsLinux() ? "linux" : "other") + "_" + RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            var other => other.ToString().ToLowerInvariant(),
        };
}

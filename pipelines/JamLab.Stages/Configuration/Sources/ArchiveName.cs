using System.Text.RegularExpressions;

namespace JamLab.Stages.Configuration.Sources;

/// <summary>What an archive's file name tells: <c>consul_1.21.4_linux_amd64.zip</c>, <c>consul_1.21.4-1_amd64.deb</c>.</summary>
internal sealed partial record ArchiveName(string Product, string Version, string Architecture, bool IsPackage)
{
    /// <summary>Null for a name of another form.</summary>
    public static ArchiveName? Read(string fileName) =>
        Form().Match(Uri.UnescapeDataString(fileName)) is { Success: true } found
            ? new(found.Groups[1].Value, found.Groups[2].Value, found.Groups[3].Value, found.Groups[4].Value == "deb")
            : null;

    [GeneratedRegex(@"^([a-z][a-z0-9-]*)_(\d[^_]*)_(?:linux_)?([a-z0-9]+)\.(deb|zip)$")]
    private static partial Regex Form();
}

using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.State;

namespace JamLab.Stages.Secrets;

/// <summary>The password of an environment's sealed values: the variable <c>JAMLAB_VAULT_PASSWORD</c>, else the first line of <c>environments/ENV/.vault_pass</c>.</summary>
internal sealed class VaultPassword(LabPaths paths, Func<string, string?> variable)
{
    public const string Variable = "JAMLAB_VAULT_PASSWORD";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Relative to the repository's root.</summary>
    public string File { get; } = Path.GetRelativePath(paths.Root, Path.Combine(paths.EnvironmentFolder, ".vault_pass"));

    /// <summary>Where it was found, for messages.</summary>
    public string Source => FromVariable is null ? File : $"${Variable}";

    private string? FromVariable => variable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>The password; null when there is none. A file that others may read is a diagnostic.</summary>
    public Secret? Find()
    {
        if (FromVariable is { } given)
            return new Secret(given);
        var path = Path.Combine(paths.Root, File);
        if (!System.IO.File.Exists(path))
            return null;
        if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(path) & Others) != 0)
            throw new DiagnosticException("JAM0444", $"others may read {File}, which holds the password of the sealed values", $"chmod 600 {File}");
        var text = System.IO.File.ReadAllText(path).Trim();
        return text.Length == 0 ? null : new Secret(text);
    }
}

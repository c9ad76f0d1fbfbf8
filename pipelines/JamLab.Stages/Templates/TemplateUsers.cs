using System.Security.Cryptography;
using System.Text;
using JamLab.Stages.State;

namespace JamLab.Stages.Templates;

/// <summary>
/// Who stands on a template: one small file for each state folder whose machines use it, in the template's <c>users/</c>. A state folder that is
/// gone does not count.
/// </summary>
public static class TemplateUsers
{
    private const string FolderName = "users";

    public static void Register(TemplateArtifact artifact, string statePath)
    {
        var full = Path.GetFullPath(statePath);
        Directory.CreateDirectory(Path.Combine(artifact.Folder, FolderName));
        PrivateFiles.Write(FileOf(artifact.Folder, full), full);
    }

    /// <summary>The machines of a state folder are gone, whichever templates they stood on.</summary>
    public static void UnregisterAll(string templates, string statePath)
    {
        if (!Directory.Exists(templates))
            return;
        foreach (var file in Directory.GetDirectories(templates).Select(folder => FileOf(folder, Path.GetFullPath(statePath))).Where(File.Exists))
            File.Delete(file);
    }

    public static bool InUse(string templateFolder) =>
        Directory.Exists(Path.Combine(templateFolder, FolderName))
        && Directory.EnumerateFiles(Path.Combine(templateFolder, FolderName)).Any(file => Directory.Exists(File.ReadAllText(file)));

    private static string FileOf(string templateFolder, string statePath) =>
        Path.Combine(templateFolder, FolderName, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statePath)))[..16]);
}

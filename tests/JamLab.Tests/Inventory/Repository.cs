using System.Runtime.CompilerServices;

namespace JamLab.Tests.Inventory;

/// <summary>Where the repository lies, from where this file was compiled.</summary>
internal static class Repository
{
    public static readonly string[] Images = ["debian-12", "debian-13"];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Inventory(string environment) => System.IO.File.ReadAllText(File("environments", environment, "inventory.yml"));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

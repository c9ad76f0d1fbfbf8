namespace JamLab.Inventory.Yaml;

internal static class Lines
{
    /// <summary>Lines as editors count them: \n, \r\n and a lone \r end one.</summary>
    public static string[] Split(string text) => text.ReplaceLineEndings("\n").Split('\n');
}

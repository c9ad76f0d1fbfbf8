using System.Text.RegularExpressions;

namespace JamLab.Inventory.Text;

/// <summary>Names of secrets, parts joined by slashes: <c>grafana/admin</c>.</summary>
internal static partial class SecretNameText
{
    public static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex("^(?=.{1,120}$)[a-z][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

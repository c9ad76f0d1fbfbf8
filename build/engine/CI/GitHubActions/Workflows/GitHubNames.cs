using System.Text;
using System.Text.RegularExpressions;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>Our names as GitHub spells them.</summary>
internal static partial class GitHubNames
{
    public static string Of(GitHubActionsImage image) => image switch
    {
        GitHubActionsImage.WindowsServer2025 => "windows-2025",
        GitHubActionsImage.WindowsServer2022 => "windows-2022",
        GitHubActionsImage.Ubuntu2404 => "ubuntu-24.04",
        GitHubActionsImage.Ubuntu2204 => "ubuntu-22.04",
        GitHubActionsImage.MacOs15 => "macos-15",
        GitHubActionsImage.MacOs14 => "macos-14",
        GitHubActionsImage.WindowsLatest => "windows-latest",
        GitHubActionsImage.UbuntuLatest => "ubuntu-latest",
        GitHubActionsImage.MacOsLatest => "macos-latest",
        _ => "self-hosted",
    };

    public static bool IsWindows(GitHubActionsImage image) => Of(image).StartsWith("windows", StringComparison.Ordinal);

    public static string Of(GitHubActionsTrigger trigger) => Words(trigger.ToString(), '_').ToLowerInvariant();

    public static string Of(GitHubActionsPermissions permission) => Words(permission.ToString(), '-').ToLowerInvariant();

    /// <summary><c>NuGetApiKey</c> is the secret <c>NUGET_API_KEY</c>.</summary>
    public static string OfSecret(string parameter) => Words(parameter, '_').ToUpperInvariant();

    /// <summary>Splits a camel-case name; brand names stay one word, as in NUKE.</summary>
    public static string Words(string name, char separator)
    {
        if (name.Contains('_', StringComparison.Ordinal) || !name.Any(char.IsLower))
            return name;
        foreach (var brand in new[] { "NuGet", "GitHub", "GitLab", "MSBuild", "DotNet", "TeamCity", "AppVeyor" })
            name = name.Replace(brand, brand[0] + brand[1..].ToLowerInvariant(), StringComparison.Ordinal);
        var text = new StringBuilder();
        foreach (var word in Hump().Split(name))
            text.Append(text.Length > 0 ? separator.ToString() : "").Append(word);
        return text.ToString();
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")]
    private static partial Regex Hump();
}

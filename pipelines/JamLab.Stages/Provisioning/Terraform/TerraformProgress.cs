using System.Text.RegularExpressions;

namespace JamLab.Stages.Provisioning.Terraform;

/// <summary>Terraform's progress lines in the user's words; everything else stays hidden unless the command fails.</summary>
internal static partial class TerraformProgress
{
    public static string? Shown(string line)
    {
        var match = Line().Match(line);
        if (!match.Success)
            return null;
        var power = match.Groups["kind"].Value == "power";
        var doing = match.Groups["doing"].Value switch
        {
            "Creating..." => power ? "starting" : "making disks",
            "Destroying..." => power ? "stopping" : "removing disks",
            "Creation" => power ? "started" : null,
            "Destruction" => power ? "stopped" : "disks removed",
            "Still creating..." => power ? "still starting" : "still making disks",
            "Still destroying..." => power ? "still stopping" : "still removing disks",
            _ => null,
        };
        return doing is null ? null : $"{match.Groups["name"].Value}: {doing}{Elapsed(match.Groups["time"])}";
    }

    private static string Elapsed(Group time) => time.Success ? $" ({time.Value})" : "";

    [GeneratedRegex("""terraform_data\.(?<kind>disk|power)\["(?<name>[^"]+)"\]: (?<doing>Creating\.\.\.|Destroying\.\.\.|Creation|Destruction|Still creating\.\.\.|Still destroying\.\.\.)( .*?(?<time>(\d+h)?(\d+m)?\d+s).*)?""")]
    private static partial Regex Line();
}

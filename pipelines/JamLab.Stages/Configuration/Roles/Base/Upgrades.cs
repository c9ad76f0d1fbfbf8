using JamLab.Convergence;
using JamLab.Convergence.Resources;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>unattended-upgrades, which systemd's timers of apt start once a day.</summary>
internal static class Upgrades
{
    private const string Periodic = "/etc/apt/apt.conf.d/20auto-upgrades";
    private const string Own = "/etc/apt/apt.conf.d/52jamlab-upgrades";

    public static IEnumerable<string> Packages(BaseSettings parameters) => parameters.AutomaticUpgrades == "none" ? [] : ["unattended-upgrades"];

    public static IEnumerable<Resource> Resources(BaseSettings parameters)
    {
        if (parameters.AutomaticUpgrades == "none")
        {
            yield return new File(Periodic, "// Written by JamLab (role base).\nAPT::Periodic::Update-Package-Lists \"0\";\nAPT::Periodic::Unattended-Upgrade \"0\";\n");
            yield return new Absent(Own);
            yield break;
        }

        yield return new File(Periodic, "// Written by JamLab (role base).\nAPT::Periodic::Update-Package-Lists \"1\";\nAPT::Periodic::Unattended-Upgrade \"1\";\n");
        yield return new File(Own, Text(parameters));
        // Our images have them masked, for the sake of a fresh machine's first minutes.
        yield return new Unit("apt-daily.timer");
        yield return new Unit("apt-daily-upgrade.timer");
    }

    // What the distribution says already are the security fixes; lists of apt add up.
    private static string Text(BaseSettings parameters)
    {
        var all = parameters.AutomaticUpgrades == "all"
            ? """
              Unattended-Upgrade::Origins-Pattern {
                "origin=*";
              };

              """
            : "";
        var reboot = parameters.RebootAt is { } time
            ? $"Unattended-Upgrade::Automatic-Reboot \"true\";\nUnattended-Upgrade::Automatic-Reboot-Time \"{time}\";\n"
            : "Unattended-Upgrade::Automatic-Reboot \"false\";\n";
        return $"// Written by JamLab (role base).\n{all}{reboot}Unattended-Upgrade::Remove-Unused-Dependencies \"true\";\nUnattended-Upgrade::MinimalSteps \"true\";\n";
    }
}

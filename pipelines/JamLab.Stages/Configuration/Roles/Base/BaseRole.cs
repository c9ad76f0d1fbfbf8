using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Stages.Ssh;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>What every host is before it is anything else. For Debian and its kin: Ubuntu, Raspberry Pi OS, Proxmox.</summary>
public sealed class BaseRole : Role<BaseSettings>
{
    public override string Name => "base";

    public override string Summary =>
        "Name, time, name resolution, accounts, sshd, upgrades, logs and kernel settings: what every host has.";

    protected override RolePlan Declare(RoleContext context, BaseSettings parameters) => new([
        new Directory("/var/lib/jamlab"),
        .. HostsFile.Resources(context, parameters),
        .. Resolver.Resources(context, parameters),
        new Packages([.. parameters.Tools.Concat(["tzdata"]).Concat(TimeService.Packages(parameters)).Concat(Upgrades.Packages(parameters)).Distinct()]),
        .. TimeService.Resources(parameters),
        .. Accounts.Resources(context, parameters),
        .. Sshd.Resources(context, parameters),
        .. Upgrades.Resources(parameters),
        new File("/etc/motd", Motd(context, parameters)),
        .. Journal.Resources(parameters),
    ]);

    private static string Motd(RoleContext context, BaseSettings parameters) =>
        parameters.Motd is { } own
            ? own.TrimEnd('\n') + "\n"
            : $"""

                  {context.Host.Fqdn} ({context.Host.Address}) of the lab {context.Inventory.Lab.Name}
                  {string.Join(", ", context.Host.Roles)}

                  Set up by JamLab: what is changed here by hand may be set back. Account for its runs: {EnvironmentKeys.AdminUser}.


                """;
}

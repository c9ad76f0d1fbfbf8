using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Parameters;
using JamLab.Stages.Ssh;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;
using TimeZone = JamLab.Convergence.Resources.TimeZone;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>What every host is before it is anything else. For Debian and its kin: Ubuntu, Raspberry Pi OS, Proxmox.</summary>
public sealed class BaseRole : Role<BaseSettings>
{
    public override string Name => "base";

    public override string Summary =>
        "Name, time, name resolution, accounts, sshd, upgrades, logs and kernel settings: what every host has.";

    protected override RolePlan Declare(RoleContext context, BaseSettings parameters) => new([
        new Directory("/var/lib/jamlab"),
        new Hostname(context.Host.Name),
        .. HostsFile.Resources(context, parameters),
        .. Resolver.Resources(context, parameters),
        new Packages([.. parameters.Tools.Concat(["tzdata"]).Concat(Upgrades.Packages(parameters)).Distinct()]),
        new TimeZone(context.Inventory.Lab.TimeZone),
        .. TimeService.Resources(context, parameters),
        .. Accounts.Resources(context, parameters),
        .. Sshd.Resources(context, parameters),
        .. Upgrades.Resources(parameters),
        new File("/etc/motd", Motd(context, parameters)),
        .. Journal.Resources(parameters),
        .. parameters.Sysctl.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new Sysctl(one.Key, one.Value)),
    ]);

    protected override IEnumerable<ParameterMistake> Check(BaseSettings parameters)
    {
        if (parameters.RebootAt is { } time && !TimeOnly.TryParseExact(time, "HH:mm", out _))
            yield return new ParameterMistake("reboot_at", $"'{time}' is no time of day", "write it as 04:00, in quotes");
        if (parameters.Resolvers.Count > 3)
            yield return new ParameterMistake("resolvers", $"{parameters.Resolvers.Count} name servers, and the C library asks three", "leave some out");
        if (parameters.RemovedUsers.Contains(EnvironmentKeys.AdminUser))
            yield return new ParameterMistake("removed_users", $"'{EnvironmentKeys.AdminUser}' is the account that JamLab itself logs in with", "leave it out");
    }

    private static string Motd(RoleContext context, BaseSettings parameters) =>
        parameters.Motd is { } own
            ? own.TrimEnd('\n') + "\n"
            : $"""

                  {context.Host.Fqdn} ({context.Host.Address}) of the lab {context.Inventory.Lab.Name}
                  {string.Join(", ", context.Host.Roles)}

                  Set up by JamLab: what is changed here by hand may be set back.


                """;
}

using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Pki;
using JamLab.Stages.Configuration.Sources;

namespace JamLab.Stages.Configuration;

/// <summary>What a role may know: its host, the whole lab, and the environment's secrets and certificates.</summary>
/// <param name="Host">The host to configure.</param>
/// <param name="Inventory">The lab that it is in.</param>
/// <param name="Secrets">The environment's secrets; made on first use.</param>
/// <param name="Authority">The environment's certificate authority.</param>
/// <param name="IsRehearsal">Whether the host is a machine on this computer that stands for a real one: hardware and hypervisor are not there.</param>
/// <param name="Find">Typed parameters of a role on a host.</param>
public sealed record RoleContext(
    Host Host, LabInventory Inventory, ISecrets Secrets, ICertificates Authority, bool IsRehearsal, Func<Host, string, Type, object> Find)
{
    /// <summary>Folders of this computer with packages and archives to install from; null where there are none, as in tests.</summary>
    public PackageFolders? Packages { get; init; }

    /// <summary>Users' passwords as hosts keep them; shared by the hosts of a run.</summary>
    public PasswordHashes Passwords { get; init; } = new(Secrets);

    /// <summary>A role's parameters as lab, groups and host set them; the defaults where they do not.</summary>
    public TParameters ParametersOf<TParameters>(Host host, string role)
        where TParameters : class, new() =>
        (TParameters)Find(host, role, typeof(TParameters));

    /// <summary>The lab's hosts with a role, in the inventory's order.</summary>
    public IEnumerable<Host> HostsWith(string role) => Inventory.Hosts.Where(host => host.Roles.Any(one => one.Value == role));
}

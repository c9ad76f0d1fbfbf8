using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Nfs;

/// <summary>Files over the network: a server for what is exported, a client for what is mounted, or both.</summary>
public sealed class NfsRole : Role<NfsSettings>
{
    public override string Name => "nfs";

    public override string Summary => "NFS: directories that the host exports, and directories of others that it mounts when they are first used.";

    public override IReadOnlyList<string> After => ["base"];

    protected override RolePlan Declare(RoleContext context, NfsSettings parameters)
    {
        // A NAS is a server from the start, also while nothing is exported yet.
        var isServer = parameters.Exports.Count > 0 || context.Host.Physical == PhysicalKind.Nas;
        var isClient = parameters.Mounts.Count > 0 || !isServer;
        return new RolePlan([
            .. isServer ? NfsServer.Resources(context, parameters) : [],
            .. isClient ? NfsClient.Resources(parameters) : [],
        ]);
    }
}

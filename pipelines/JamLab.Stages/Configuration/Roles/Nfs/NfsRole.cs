using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Model;
using JamLab.Inventory.Parameters;

namespace JamLab.Stages.Configuration.Roles.Nfs;

/// <summary>Files over the network: a server for what is exported, a client for what is mounted, or both.</summary>
public sealed class NfsRole : Role<NfsSettings>
{
    // What client and server have in common, and start as soon as their packages are there.
    private static readonly string[] Parts = ["var-lib-nfs-rpc_pipefs.mount", "run-rpc_pipefs.mount", "nfs-blkmap.service"];

    /// <summary>An addition for units that need a kernel of their own: systemd skips them in containers.</summary>
    internal static IReadOnlyDictionary<string, HostText> Condition { get; } = new Dictionary<string, HostText> { ["jamlab"] = "[Unit]\nConditionVirtualization=!container\n" };

    public override string Name => "nfs";

    public override string Summary => "NFS: directories that the host exports, and directories of others that it mounts when they are first used.";

    public override IReadOnlyList<string> After => ["base"];

    protected override IEnumerable<ParameterMistake> Check(NfsSettings parameters)
    {
        foreach (var (path, export) in parameters.Exports)
        {
            if (!IsPlain(path))
                yield return new ParameterMistake($"exports.{path}", $"'{path}' is no path that can be exported", "write it from the root on, with letters, digits and - _ . only");
            if (export.Mode.Length is < 3 or > 4 || export.Mode.Any(one => one is < '0' or > '7'))
                yield return new ParameterMistake($"exports.{path}.mode", $"'{export.Mode}' is no mode", "write it in octal, in quotes: \"2775\"");
        }

        foreach (var (path, mount) in parameters.Mounts)
        {
            // The unit's name is made of it, and any other character would stand there escaped.
            if (!IsPlain(path) || path.Contains('-', StringComparison.Ordinal))
                yield return new ParameterMistake($"mounts.{path}", $"nothing can be mounted at '{path}'", "write it from the root on, with letters, digits and _ . only");
            if (!mount.From.Contains(":/", StringComparison.Ordinal))
                yield return new ParameterMistake($"mounts.{path}.from", $"'{mount.From}' is no directory of a host", "write host and path: nas0:/srv/media");
        }
    }

    internal static Unit NotInContainers(string unit) => new(unit) { Enabled = null, Running = null, DropIns = Condition };

    private static bool IsPlain(string path) =>
        path is ['/', not '.', ..] && path.All(one => char.IsAsciiLetterOrDigit(one) || one is '/' or '-' or '_' or '.') && !path.Split('/').Skip(1).Any(part => part is "" or "." or "..");

    protected override RolePlan Declare(RoleContext context, NfsSettings parameters)
    {
        // A NAS is a server from the start, also while nothing is exported yet.
        var isServer = parameters.Exports.Count > 0 || context.Host.Physical == PhysicalKind.Nas;
        var isClient = parameters.Mounts.Count > 0 || !isServer;
        return new RolePlan([
            .. Parts.Select(NotInContainers),
            .. isServer ? NfsServer.Resources(context, parameters) : [],
            .. isClient ? NfsClient.Resources(context, parameters) : [],
        ]);
    }
}

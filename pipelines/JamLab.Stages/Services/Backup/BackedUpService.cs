using JamLab.Convergence;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Services.Backup;

/// <summary>A service whose volumes are backed up.</summary>
/// <param name="Service">Says what is run before, how many are kept, and which volumes.</param>
/// <param name="Hosts">Where it may run, those first where it should.</param>
/// <param name="Store">Where its backups lie.</param>
/// <param name="Machines">Which machines those hosts are: <c>qemu</c> or <c>nspawn</c>.</param>
internal sealed record BackedUpService(Service Service, IReadOnlyList<VolumeHost> Hosts, IBackupStore Store, string Machines)
{
    public string Name => Service.Name;

    /// <summary>The first host that it was deployed on; throws <see cref="HostFailedException"/> when there is none.</summary>
    public async Task<VolumeHost> ActiveAsync(CancellationToken cancellation)
    {
        foreach (var host in Hosts)
        {
            if ((await host.RunAsync(host.Scripts.Here, cancellation).ConfigureAwait(false)).Trim() == "here")
                return host;
        }

        throw new HostFailedException(Hosts.Count == 0 ? "none of its machines was ever made" : $"it was not deployed on {string.Join(", ", Hosts.Select(host => host.Name))}", "deploy it first: ./build.sh DeployServices");
    }
}

using System.Net;
using System.Net.Sockets;
using JamLab.Inventory.Model;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Ssh;
using Renci.SshNet.Common;

namespace JamLab.Stages.Services.Nomad;

/// <summary>Ports of this computer that lead to machines whose network it is not in: over SSH, as long as this lives.</summary>
internal sealed class NomadTunnels : IDisposable
{
    private readonly Dictionary<(string Host, int Port), IPEndPoint> _ends = [];
    private readonly List<SshConnection> _connections = [];

    /// <summary>A port for each host that can be reached; a host that cannot is left out, since any server will do.</summary>
    public static async Task<NomadTunnels> OpenAsync(MachineSet machines, IEnumerable<Host> hosts, int port, TimeSpan patience, CancellationToken cancellation)
    {
        var tunnels = new NomadTunnels();
        foreach (var host in hosts)
        {
            if (machines.Endpoint(host.Name) is not { } endpoint)
                continue;
            try
            {
                var connection = await SshConnection.OpenAsync(endpoint, EnvironmentKeys.AdminUser, machines.Keys.Login, machines.Keys.Host(host.Name), patience, cancellation).ConfigureAwait(false);
                tunnels._connections.Add(connection);
                tunnels._ends[(host.Name, port)] = connection.Forward(host.Address, port);
            }
            catch (Exception lost) when (lost is SshException or SocketException or IOException)
            {
                // Who is asked next may be up.
            }
        }

        return tunnels;
    }

    /// <summary>Where this computer reaches a host's port; null for one that no tunnel leads to.</summary>
    public EndPoint? Find(Host host, int port) => _ends.GetValueOrDefault((host.Name.Value, port));

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());
}

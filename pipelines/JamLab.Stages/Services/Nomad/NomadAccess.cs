using System.Net;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Roles.Nomad;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;

namespace JamLab.Stages.Services.Nomad;

/// <summary>The lab's Nomad as the role nomad makes it.</summary>
public static class NomadAccess
{
    internal const int HttpPort = 4646;

    /// <summary>Servers, authority and management token; a client certificate is not asked for.</summary>
    /// <param name="context">Of any host: only the lab matters.</param>
    /// <param name="dial">The address at which this computer reaches a host's port, for machines behind forwarded ports; null for the host's own.</param>
    public static NomadConnection Connection(RoleContext context, Func<Host, int, EndPoint?>? dial = null)
    {
        var cluster = NomadCluster.Of(context);
        return new NomadConnection([.. cluster.Servers.Select(server => dial?.Invoke(server, HttpPort) ?? new IPEndPoint(server.Address, HttpPort))], context.Authority.AuthorityCertificate, cluster.ManagementToken)
        {
            ServerName = $"server.{cluster.Region}.nomad",
        };
    }

    public static NomadLab Lab(RoleContext context)
    {
        var cluster = NomadCluster.Of(context);
        return new NomadLab(context.Inventory.Lab.Name, cluster.Region, cluster.Datacenter);
    }
}

using JamLab.Convergence;
using JamLab.Inventory;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Nomad;

/// <summary>nomad.hcl for one agent (developer.hashicorp.com/nomad/docs/configuration), and its unit.</summary>
internal static class NomadConfiguration
{
    public static HostText For(NomadCluster cluster, Host host, NomadSettings settings, Secret? consulToken, bool hasPodman) => SecretText.Of(
        $$"""
        # Written by JamLab; changes here are lost.
        name                 = {{Text(host.Name.Value)}}
        region               = {{Text(cluster.Region)}}
        datacenter           = {{Text(cluster.Datacenter)}}
        data_dir             = "{{NomadCluster.DataFolder}}"
        plugin_dir           = "{{NomadCluster.PluginFolder}}"
        bind_addr            = "0.0.0.0"
        log_level            = "{{settings.LogLevel.ToUpperInvariant()}}"
        disable_update_check = true

        # A restart is no farewell: the agent keeps its place, and a client its tasks.
        leave_on_interrupt = false
        leave_on_terminate = false

        advertise {
          http = "{{host.Address}}"
          rpc  = "{{host.Address}}"
          serf = "{{host.Address}}"
        }

        tls {
          http      = true
          rpc       = true
          ca_file   = "{{NomadCluster.Tls.Authority}}"
          cert_file = "{{NomadCluster.Tls.Certificate}}"
          key_file  = "{{NomadCluster.Tls.Key}}"

          verify_server_hostname = true
          # People come with a token and a browser, not with a certificate.
          verify_https_client = false
        }

        acl {
          enabled = true
        }

        telemetry {
          prometheus_metrics         = true
          publish_allocation_metrics = true
          publish_node_metrics       = true
          disable_hostname           = true
        }

        {{(consulToken is null ? "" : Consul(consulToken))}}{{(host.Server ? Server(cluster) : Client(cluster, settings, hasPodman))}}
        """);

    private static HostText Consul(Secret token) => SecretText.Of(
        $$"""
        consul {
          address = "127.0.0.1:8500"
          token   = "{{token}}"
        }


        """);

    private static HostText Server(NomadCluster cluster) => SecretText.Of(
        $$"""
        server {
          enabled          = true
          bootstrap_expect = {{cluster.Servers.Count}}
          encrypt          = "{{cluster.GossipKey}}"

          server_join {
            retry_join     = [{{string.Join(", ", cluster.Servers.Select(server => $"\"{server.Address}\""))}}]
            retry_interval = "3s"
          }
        }

        """);

    private static string Client(NomadCluster cluster, NomadSettings settings, bool hasPodman) =>
        $$"""
        client {
          enabled  = true
          cni_path = "/usr/lib/cni"

          server_join {
            retry_join     = [{{string.Join(", ", cluster.Servers.Select(server => $"\"{server.Address}\""))}}]
            retry_interval = "3s"
          }
        {{Meta(settings)}}{{string.Concat(settings.HostVolumes.Select(volume => Volume(volume.Key, volume.Value)))}}}
        {{(hasPodman ? Podman : "")}}
        """;

    private static string Meta(NomadSettings settings) => settings.Meta.Count == 0 ? "" :
        $$"""

          meta {
        {{string.Concat(settings.Meta.Select(one => $"    {Text(one.Key)} = {Text(one.Value)}\n"))}}  }

        """;

    private static string Volume(string name, HostVolume volume) =>
        $$"""

          host_volume {{Text(name)}} {
            path      = {{Text(volume.Path!)}}
            read_only = {{(volume.ReadOnly ? "true" : "false")}}
          }

        """;

    private const string Podman =
        """

        plugin "nomad-driver-podman" {
          config {
            socket_path = "unix:///run/podman/podman.sock"

            volumes {
              enabled = true
            }
          }
        }

        """;

    private static string Text(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    /// <summary>Clients run as root, for they give tasks their users, networks and mounts; servers have no need to.</summary>
    public static string Unit(string program, bool isServer) =>
        $"""
        # Written by JamLab; changes here are lost.
        [Unit]
        Description=Nomad agent
        Documentation=https://developer.hashicorp.com/nomad/docs
        Wants=network-online.target
        After=network-online.target consul.service podman.socket
        # Its address may come late: it is started again for as long as it takes.
        StartLimitIntervalSec=0

        [Service]
        Type=exec
        User={(isServer ? NomadCluster.Role : "root")}
        Group={(isServer ? NomadCluster.Role : "root")}
        ExecStart={program} agent -config={NomadCluster.Folder}
        ExecReload=/bin/kill -HUP $MAINPID
        # Tasks outlive the agent.
        KillMode=process
        KillSignal=SIGINT
        Restart=on-failure
        RestartSec=2
        LimitNOFILE=65536
        LimitNPROC=infinity
        TasksMax=infinity
        OOMScoreAdjust=-1000

        [Install]
        WantedBy=multi-user.target

        """;
}

using JamLab.Convergence;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Sources;

namespace JamLab.Stages.Configuration.Roles.Consul;

/// <summary>consul.hcl for one member, in the dialect of its version.</summary>
internal static class ConsulConfiguration
{
    public const string TlsFolder = $"{ConsulCluster.Folder}/tls";
    public const string ServicesFolder = $"{ConsulCluster.Folder}/services";

    private static readonly ProductVersion NamesUiConfig = new(1, 9);
    private static readonly ProductVersion NamesInitialManagement = new(1, 11);
    private static readonly ProductVersion HasTlsStanza = new(1, 12);

    /// <param name="asksCommands">Whether a check of a service is a command: only those that root writes into the configuration's folders are run then.</param>
    public static HostText For(ConsulCluster cluster, Host host, ConsulSettings settings, ProductVersion version, bool asksCommands = false) => SecretText.Of(
        $$"""
        # Written by JamLab; changes here are lost.
        node_name   = "{{host.Name}}"
        datacenter  = "{{cluster.Datacenter}}"
        data_dir    = "{{ConsulCluster.DataFolder}}"
        log_level   = "{{settings.LogLevel}}"
        server      = {{Word(host.Server)}}
        {{(host.Server ? Server(cluster, settings, version) : "")}}
        bind_addr      = "{{host.Address}}"
        retry_join     = [{{string.Join(", ", cluster.Servers.Select(server => $"\"{server.Address}\""))}}]
        retry_interval = "3s"
        encrypt        = "{{cluster.GossipKey}}"

        # A restart is no farewell: the member keeps its place and its services.
        leave_on_terminate      = false
        skip_leave_on_interrupt = true
        disable_update_check    = true
        {{(asksCommands ? "enable_local_script_checks = true\n" : "")}}
        addresses {
          http  = "127.0.0.1"
          https = "127.0.0.1 {{host.Address}}"
          dns   = "127.0.0.1 {{host.Address}}"
        }

        ports {
          http  = 8500
          https = 8501
          dns   = {{ConsulCluster.DnsPort}}
        }

        {{(version >= HasTlsStanza ? Tls : TlsBefore)}}

        acl {
          enabled        = true
          default_policy = "deny"
          down_policy    = "extend-cache"

          tokens {
            agent = "{{cluster.Token($"agent/{host.Name}")}}"
        {{(host.Server ? SecretText.Of($"    {(version >= NamesInitialManagement ? "initial_management" : "master")} = \"{cluster.ManagementToken}\"\n") : "")}}  }
        }

        telemetry {
          prometheus_retention_time = "{{(long)settings.MetricsRetention.TotalSeconds}}s"
          disable_hostname          = true
        }

        """);

    private const string Tls =
        $$"""
        tls {
          defaults {
            ca_file         = "{{TlsFolder}}/ca.crt"
            cert_file       = "{{TlsFolder}}/agent.crt"
            key_file        = "{{TlsFolder}}/agent.key"
            verify_incoming = true
            verify_outgoing = true
          }

          internal_rpc {
            verify_server_hostname = true
          }
        }
        """;

    private const string TlsBefore =
        $$"""
        ca_file                = "{{TlsFolder}}/ca.crt"
        cert_file              = "{{TlsFolder}}/agent.crt"
        key_file               = "{{TlsFolder}}/agent.key"
        verify_incoming        = true
        verify_outgoing        = true
        verify_server_hostname = true
        """;

    private static string Server(ConsulCluster cluster, ConsulSettings settings, ProductVersion version) =>
        $$"""
        bootstrap_expect = {{cluster.Servers.Count}}

        performance {
          raft_multiplier = {{settings.RaftMultiplier}}
        }

        autopilot {
          cleanup_dead_servers      = true
          last_contact_threshold    = "1s"
          server_stabilization_time = "10s"
        }

        {{(version >= NamesUiConfig ? $"ui_config {{\n  enabled = {Word(settings.Ui)}\n}}" : $"ui = {Word(settings.Ui)}")}}

        """;

    private static string Word(bool value) => value ? "true" : "false";

    public static string Unit(string program) =>
        $"""
        # Written by JamLab; changes here are lost.
        [Unit]
        Description=Consul agent
        Documentation=https://developer.hashicorp.com/consul/docs
        Wants=network-online.target
        After=network-online.target
        # Its address may come late: it is started again for as long as it takes.
        StartLimitIntervalSec=0

        [Service]
        Type=exec
        User={ConsulCluster.User}
        Group={ConsulCluster.User}
        ExecStart={program} agent -config-dir={ConsulCluster.Folder} -config-dir={ServicesFolder}
        ExecReload=/bin/kill -HUP $MAINPID
        KillSignal=SIGINT
        Restart=on-failure
        RestartSec=2
        LimitNOFILE=65536
        NoNewPrivileges=true
        PrivateTmp=true
        ProtectHome=true
        ProtectSystem=full

        [Install]
        WantedBy=multi-user.target

        """;
}

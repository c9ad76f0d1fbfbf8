using JamLab.Convergence;
using JamLab.Inventory;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>vault.hcl for one server (developer.hashicorp.com/vault/docs/configuration), and its unit.</summary>
internal static class VaultConfiguration
{
    public static HostText For(VaultCluster cluster, Host host, VaultSettings settings, Secret? consulToken) => SecretText.Of(
        $$"""
        # Written by JamLab; changes here are lost.
        api_addr      = "{{VaultCluster.Address(host)}}"
        cluster_addr  = "https://{{host.Address}}:8201"
        log_level     = "{{settings.LogLevel}}"
        ui            = {{(settings.Ui ? "true" : "false")}}
        # Raft's files are mapped into memory, which locking would keep there whole; swap is not for secrets.
        disable_mlock = true

        storage "raft" {
          path                   = "{{VaultCluster.DataFolder}}"
          node_id                = "{{host.Name}}"
          performance_multiplier = {{settings.PerformanceMultiplier}}
        {{string.Concat(cluster.Others(host).Select(Join))}}}

        {{Listener($"{host.Address}:8200", $"{host.Address}:8201")}}
        {{Listener("127.0.0.1:8200", null)}}
        telemetry {
          prometheus_retention_time = "24h"
          disable_hostname          = true
        }
        {{(consulToken is null ? "" : Registration(consulToken))}}
        """);

    private static string Join(Host other) =>
        $$"""

          retry_join {
            leader_api_addr     = "{{VaultCluster.Address(other)}}"
            leader_ca_cert_file = "{{VaultCluster.Tls.Authority}}"
          }

        """;

    private static string Listener(string address, string? cluster) =>
        $$"""
        listener "tcp" {
          address         = "{{address}}"
        {{(cluster is null ? "" : $"  cluster_address = \"{cluster}\"\n")}}  tls_cert_file   = "{{VaultCluster.Tls.Certificate}}"
          tls_key_file    = "{{VaultCluster.Tls.Key}}"
        }

        """;

    private static HostText Registration(Secret token) => SecretText.Of(
        $$"""

        service_registration "consul" {
          address = "http://127.0.0.1:8500"
          token   = "{{token}}"
        }

        """);

    public static string Unit(string program) =>
        $"""
        # Written by JamLab; changes here are lost.
        [Unit]
        Description=Vault server
        Documentation=https://developer.hashicorp.com/vault/docs
        Wants=network-online.target
        After=network-online.target consul.service
        # Its address may come late: it is started again for as long as it takes.
        StartLimitIntervalSec=0

        [Service]
        Type=exec
        User={VaultCluster.Role}
        Group={VaultCluster.Role}
        ExecStart={program} server -config={VaultCluster.ConfigurationFile}
        ExecReload=/bin/kill -HUP $MAINPID
        KillSignal=SIGINT
        TimeoutStopSec=30
        Restart=on-failure
        RestartSec=2
        LimitNOFILE=65536
        LimitCORE=0
        MemorySwapMax=0
        NoNewPrivileges=true
        PrivateTmp=true
        PrivateDevices=true
        ProtectHome=true
        ProtectSystem=full

        [Install]
        WantedBy=multi-user.target

        """;
}

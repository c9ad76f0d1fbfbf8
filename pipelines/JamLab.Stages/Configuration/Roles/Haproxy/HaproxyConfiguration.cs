using System.Text;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Configuration.Roles.Haproxy;

/// <summary>haproxy.cfg, for HAProxy 2.4 and later.</summary>
internal static class HaproxyConfiguration
{
    public const string Certificates = "/etc/haproxy/certificates";

    public static string For(Host host, HaproxySettings settings, IReadOnlyList<Route> routes, ConsulCluster? consul)
    {
        var seconds = (long)settings.Timeout.TotalSeconds;
        var text = new StringBuilder(
            $$"""
            # Written by JamLab; changes here are lost.
            global
                log stdout format raw daemon notice
                chroot /var/lib/haproxy
                stats socket /run/haproxy/admin.sock mode 660 level admin
                user haproxy
                group haproxy
                maxconn {{settings.MaxConnections}}
                ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
                ssl-default-bind-ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305
                ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256

            defaults
                mode http
                log global
                option httplog
                option dontlognull
                option forwardfor
                option redispatch
                retries 3
                timeout connect 5s
                timeout client {{seconds}}s
                timeout server {{seconds}}s
                timeout http-request 10s
                timeout tunnel 1h

            """);
        if (consul is not null && routes.Any(route => route.InConsul is not null))
            text.Append(Resolvers(host, consul));
        text.Append(
            $$"""

            frontend web
                bind :80
                bind :443 ssl crt {{Certificates}} alpn h2,http/1.1
                http-request redirect scheme https code 301 unless { ssl_fc }
                http-request set-header X-Forwarded-Proto https

            """);
        foreach (var route in routes)
            text.Append($"    use_backend {route.Service} if {{ req.hdr(host),field(1,:) -i {string.Join(' ', route.Names)} }}\n");
        text.Append(
            $$"""
                default_backend nobody

            backend nobody
                http-request return status 404 content-type text/plain string "no service has this name\n"

            frontend metrics
                bind {{host.Address}}:{{settings.MetricsPort}}
                bind 127.0.0.1:{{settings.MetricsPort}}
                option dontlog-normal
                http-request use-service prometheus-exporter if { path /metrics }
                http-request return status 404

            frontend statistics
                bind 127.0.0.1:{{settings.StatisticsPort}}
                option dontlog-normal
                stats enable
                stats uri /
                stats refresh 10s

            """);
        foreach (var route in routes)
            text.Append(Backend(route, settings));
        return text.ToString();
    }

    // The agent on the host itself where there is one: it knows nearer servers, and answers while they elect.
    private static string Resolvers(Host host, ConsulCluster consul)
    {
        var servers = host.Roles.Any(role => role.Value == ConsulCluster.Role)
            ? [("local", "127.0.0.1")]
            : consul.Servers.Select(server => (Name: server.Name.Value, Address: server.Address.ToString()));
        return $"""

            resolvers consul
            {string.Join('\n', servers.Select(server => $"    nameserver {server.Item1} {server.Item2}:{ConsulCluster.DnsPort}"))}
                accepted_payload_size 8192
                resolve_retries 3
                timeout resolve 1s
                timeout retry 1s
                hold valid 5s
                hold obsolete 30s

            """;
    }

    private static string Backend(Route route, HaproxySettings settings)
    {
        var tls = route.IsTls ? " ssl verify none" : "";
        var text = new StringBuilder($"\nbackend {route.Service}\n    balance leastconn\n    cookie server insert indirect nocache httponly secure\n");
        if (route.InConsul is { } name)
            text.Append($"    server-template {name} {settings.InstancesAtMost} _{name}._tcp.service.consul resolvers consul resolve-opts allow-dup-ip resolve-prefer ipv4 init-addr none check{tls}\n");
        foreach (var (server, address) in route.Servers)
            text.Append($"    server {server} {address} check cookie {server}{tls}\n");
        return text.ToString();
    }
}

using System.Text;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Configuration.Roles.Haproxy;

/// <summary>haproxy.cfg, for HAProxy 2.4 and later.</summary>
internal static class HaproxyConfiguration
{
    public const string Certificates = "/etc/haproxy/certificates";

    // Of the network that a machine on this computer has besides the lab's: whoever asks from here comes from there.
    private const string UserNetwork = "10.0.2.0/24";

    public static string For(RoleContext context, HaproxySettings settings, IReadOnlyList<Route> routes, ConsulCluster? consul)
    {
        var host = context.Host;
        var seconds = (long)settings.Timeout.TotalSeconds;
        var text = new StringBuilder(
            $$"""
            # Written by JamLab; changes here are lost.
            global
                log stdout format raw daemon notice
                chroot /var/lib/haproxy
                stats socket /run/haproxy/admin.sock mode 660 level admin
                server-state-file {{KeptServers.File}}
                user haproxy
                group haproxy
                maxconn {{settings.MaxConnections}}
                hard-stop-after 1h
                ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
                ssl-default-bind-ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305
                ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256

            defaults
                mode http
                log global
                option httplog
                option dontlognull
                option forwardfor
                # A reload lets clients finish on the connections that they have.
                option idle-close-on-response
                # An instance that is gone: another one is tried, and its connections end within seconds.
                option redispatch 1
                retries 3
                retry-on conn-failure empty-response 503
                http-reuse safe
                option srvtcpka
                srvtcpka-idle 3s
                srvtcpka-intvl 1s
                srvtcpka-cnt 2
                timeout connect 1s
                timeout client {{seconds}}s
                timeout server {{seconds}}s
                timeout http-request 10s
                timeout tunnel 1h
                load-server-state-from-file global

            """);
        if (consul is not null && routes.Any(route => route.InConsul is not null))
            text.Append(ConsulResolver.Text(host, consul));
        text.Append(
            $$"""

            frontend web
                bind :80
                bind :443 ssl crt {{Certificates}} alpn h2,http/1.1
                http-request redirect scheme https code 301 unless { ssl_fc }
                http-request set-header X-Forwarded-Proto https

            """);
        text.Append(Uses(routes));
        text.Append(
            $$"""
                default_backend _nobody

            backend _nobody
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
            text.Append(Backend.Text(route, settings, InternalNetworks(context, settings)));
        return text.ToString();
    }

    // A name goes before all that a *.name takes, and of two such the longer before the shorter.
    private static string Uses(IReadOnlyList<Route> routes)
    {
        var text = new StringBuilder();
        foreach (var route in routes)
        {
            var names = route.Names.Where(name => !IsWildcard(name)).ToList();
            if (names.Count > 0)
                text.Append($"    use_backend {route.Service} if {{ req.hdr(host),field(1,:) -i {string.Join(' ', names)} }}\n");
        }

        foreach (var (service, name) in routes.SelectMany(route => route.Names.Where(IsWildcard).Select(name => (route.Service, name))).OrderByDescending(one => one.name.Length))
            text.Append($"    use_backend {service} if {{ req.hdr(host),field(1,:) -i -m end {name[1..]} }}\n");
        return text.ToString();
    }

    private static bool IsWildcard(string name) => name.StartsWith("*.", StringComparison.Ordinal);

    private static List<string> InternalNetworks(RoleContext context, HaproxySettings settings) =>
    [
        "127.0.0.0/8",
        .. context.Inventory.Lab.Networks.Values.Select(network => network.Cidr.Value.ToString()),
        .. settings.InternalNetworks.Select(network => network.ToString()),
        .. context.Inventory.Hypervisor.Kind.Value == HypervisorKind.Proxmox ? [] : new[] { UserNetwork },
    ];
}

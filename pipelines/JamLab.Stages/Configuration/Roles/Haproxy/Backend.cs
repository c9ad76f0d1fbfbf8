using System.Text;

namespace JamLab.Stages.Configuration.Roles.Haproxy;

/// <summary>
/// The backend of one service. What goes wrong on the way to an instance is tried again elsewhere: a connection that does not come about for every request, since none was sent; a connection
/// that ends before an answer, and an answer that the instance is just leaving (503), for GET and HEAD only, since others may have been carried out. A slow answer is never asked for twice.
/// Sessions of a server that is taken out are not cut: it is one that drains as often as one that is gone, and what is gone shows as unacknowledged bytes within three seconds (tcp-ut).
/// </summary>
internal static class Backend
{
    public static string Text(Route route, HaproxySettings settings, IReadOnlyList<string> internalNetworks)
    {
        var text = new StringBuilder($"\nbackend {route.Service}\n    balance leastconn\n");
        if (!route.IsExternal)
            text.Append($"    http-request deny deny_status 403 content-type text/plain string \"this service answers to the lab's own networks only\\n\" unless {{ src {string.Join(' ', internalNetworks)} }}\n");
        text.Append("    http-request disable-l7-retry unless METH_GET\n");
        // Who comes back gets the same instance, told by a hash of its address, while it is there.
        if (route.Instances > 1)
            text.Append($"    dynamic-cookie-key {route.Service}\n    cookie server insert indirect nocache httponly secure dynamic\n");
        // A check at another port is Consul's to ask, which alone knows where that port is.
        if (route.Check is { Http: { } path, Port: null })
            text.Append($"    option httpchk\n    http-check send meth GET uri '{path.Value.Replace("'", "%27", StringComparison.Ordinal)}' ver HTTP/1.1 hdr Host {route.Names[0].Replace("*.", "", StringComparison.Ordinal)}\n");
        text.Append($"    timeout check {Milliseconds(route.Check.Timeout)}\n    default-server check inter {Milliseconds(route.Check.Interval)} fastinter 500ms fall 2 rise 1 tcp-ut 3s{(route.IsTls ? " ssl verify none" : "")}\n");
        if (route.InConsul is { } name)
        {
            // "last" is for a reload: what was known before it, until Consul is heard.
            var slots = Math.Max(settings.InstancesAtMost, 2 * route.Instances);
            text.Append($"    server-template {name} {slots} _{name}._tcp.service.consul resolvers consul resolve-opts allow-dup-ip resolve-prefer ipv4 init-addr last,none\n");
        }

        foreach (var (server, address) in route.Servers)
            text.Append($"    server {server} {address}\n");
        return text.ToString();
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds % 1000 == 0 ? $"{(long)time.TotalSeconds}s" : $"{(long)time.TotalMilliseconds}ms";
}

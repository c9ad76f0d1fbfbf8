using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JamLab.Convergence;

namespace JamLab.Stages.Services.Systemd;

/// <summary>A service definition file of Consul's agent (developer.hashicorp.com/consul/docs/services/configuration/services-configuration-reference).</summary>
internal static class ConsulRegistration
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HostText For(ServiceDefinition definition, string version, Slot slot, Site site)
    {
        var service = new JsonObject
        {
            ["id"] = slot.ConsulId(site.Host),
            ["name"] = definition.Name,
            ["tags"] = new JsonArray("jamlab"),
            ["meta"] = Meta(version, slot),
            ["token"] = site.ConsulToken!.Reveal(),
        };
        if (ServicePorts.Routed(definition, slot) is { } port)
            service["port"] = port;
        if (Check(definition, slot, site) is { } check)
            service["check"] = check;
        return HostText.Secret(new JsonObject { ["service"] = service }.ToJsonString(Readable) + "\n");
    }

    private static JsonObject Meta(string version, Slot slot)
    {
        var meta = new JsonObject { ["version"] = version, ["slot"] = $"{slot.Letter}" };
        foreach (var (name, port) in slot.Ports.OrderBy(one => one.Key, StringComparer.Ordinal))
            meta[$"port_{name.Replace('-', '_')}"] = $"{port}";
        return meta;
    }

    // It was asked already when this is written: it begins as passing, not with a gap until Consul has asked too.
    private static JsonObject? Check(ServiceDefinition definition, Slot slot, Site site)
    {
        var check = new JsonObject { ["name"] = $"{definition.Name} answers", ["interval"] = $"{definition.Check.IntervalSeconds}s", ["timeout"] = $"{definition.Check.TimeoutSeconds}s", ["status"] = "passing" };
        var port = ServicePorts.Checked(definition, slot);
        if (definition.Check.Command is { } command)
            check["args"] = new JsonArray("/bin/sh", "-c", ServiceHealthCheck.WithPorts(definition, slot, command));
        else if (port is null)
            return null;
        else if (definition.Check.Http is { } path)
            check["http"] = $"http://{site.Address}:{port}{path}";
        else
            check["tcp"] = $"{site.Address}:{port}";
        return check;
    }
}

using JamLab.Convergence.Scripts;

namespace JamLab.Stages.Services.Systemd;

/// <summary>A service's check as shell, the same that Consul goes on asking.</summary>
internal static class ServiceHealthCheck
{
    /// <summary>Shell that ends with exit code 0 when the instance is well, and else says why; null when there is nothing to ask but systemd.</summary>
    public static string? Shell(ServiceDefinition definition, Slot slot, Site site)
    {
        var check = definition.Check;
        var port = ServicePorts.Checked(definition, slot);
        if (check.Command is { } command)
            return $"timeout {check.TimeoutSeconds} sh -c {Sh.Quote(WithPorts(definition, slot, command))}";
        if (port is null)
            return null;
        return check.Http is { } path
            ? $"curl -fsS -o /dev/null --max-time {check.TimeoutSeconds} {Sh.Quote($"http://{site.Address}:{port}{path}")}"
            : $"timeout {check.TimeoutSeconds} bash -c ': < /dev/tcp/{site.Address}/{port}'";
    }

    /// <summary>The command with the slot's ports in its environment.</summary>
    public static string WithPorts(ServiceDefinition definition, Slot slot, string command) =>
        string.Concat(ServicePorts.Variables(definition, slot).Select(one => $"export {one.Name}={one.Port}; ")) + command;
}

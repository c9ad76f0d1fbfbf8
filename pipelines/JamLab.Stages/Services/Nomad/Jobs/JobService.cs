using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>The service as Consul (or Nomad's own list) gets to know it, under its own name, with the check that decides whether it is healthy.</summary>
internal static class JobService
{
    /// <summary>Null for a service that has no port to be found at.</summary>
    public static JsonObject? Of(NomadService service) => (service.RoutedPort ?? service.Check?.Port) is not { } port ? null : new JsonObject
    {
        ["Name"] = service.Name,
        ["Provider"] = service.InConsul ? "consul" : "nomad",
        ["PortLabel"] = JobTask.Label(port),
        ["Tags"] = new JsonArray("jamlab"),
        // Nomad's own list has no meta.
        ["Meta"] = service.InConsul ? new JsonObject { ["version"] = service.Version } : [],
        ["Checks"] = service.Check is { } check && (service.InConsul || check.Command is null) ? new JsonArray(Check(service, check, check.Port ?? port)) : [],
    }.WithoutEmpty();

    private static JsonObject Check(NomadService service, NomadCheck check, string port)
    {
        var one = new JsonObject
        {
            ["Name"] = $"{service.Name} is well",
            ["Type"] = check.HttpPath is not null ? "http" : check.Command is not null ? "script" : "tcp",
            ["Interval"] = JobGroup.Nanoseconds(check.Interval),
            ["Timeout"] = JobGroup.Nanoseconds(check.Timeout),
        };
        if (check.Command is { } command)
        {
            one["TaskName"] = service.Name;
            one["Command"] = "/bin/sh";
            one["Args"] = new JsonArray("-c", command);
            return one;
        }

        one["PortLabel"] = JobTask.Label(port);
        if (check.HttpPath is { } path)
            one["Path"] = path;
        return one;
    }
}

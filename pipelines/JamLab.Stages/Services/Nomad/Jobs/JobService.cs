using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>The service as Consul gets to know it, under its own name, with the check that decides whether it is healthy.</summary>
internal static class JobService
{
    public static JsonObject Of(NomadService service, string port) => new()
    {
        ["Name"] = service.Name,
        ["Provider"] = "consul",
        ["PortLabel"] = port,
        ["Tags"] = new JsonArray("jamlab"),
        ["Meta"] = new JsonObject { ["version"] = service.Version },
        ["Checks"] = service.Check is { } check ? new JsonArray(Check(service, check, port)) : [],
    };

    private static JsonObject Check(NomadService service, NomadCheck check, string port)
    {
        var one = new JsonObject
        {
            ["Name"] = $"{service.Name} is well",
            ["Type"] = check.HttpPath is not null ? "http" : check.Command is not null ? "script" : "tcp",
            ["PortLabel"] = port,
            ["Interval"] = JobGroup.Nanoseconds(check.Interval),
            ["Timeout"] = JobGroup.Nanoseconds(check.Timeout),
        };
        if (check.HttpPath is { } path)
        {
            one["Path"] = path;
        }
        else if (check.Command is { } command)
        {
            one["TaskName"] = service.Name;
            one["Command"] = "/bin/sh";
            one["Args"] = new JsonArray("-c", command);
        }

        return one;
    }
}

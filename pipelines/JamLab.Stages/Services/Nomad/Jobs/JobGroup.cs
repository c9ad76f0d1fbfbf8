using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>The task group of a service: how many, where, with which ports and volumes, and how it is replaced.</summary>
internal static class JobGroup
{
    // Consul's checks pass the moment they are asked; a service that falls over at once shall not count as well.
    private static readonly TimeSpan LeastHealthy = TimeSpan.FromSeconds(5);

    public static JsonObject Of(NomadService service) => new JsonObject
    {
        ["Name"] = service.Name,
        ["Count"] = service.Count,
        ["Constraints"] = Constraints(service),
        ["Networks"] = service.Ports.Count == 0 ? [] : new JsonArray(Network(service)),
        ["Services"] = JobService.Of(service) is { } known ? new JsonArray(known) : [],
        ["Volumes"] = new JsonObject(service.Volumes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.Key, (JsonNode?)new JsonObject
        {
            ["Name"] = one.Key,
            ["Type"] = "host",
            ["Source"] = one.Key,
            ["ReadOnly"] = one.Value.ReadOnly,
        }))),
        ["Update"] = Update(service),
        ["Tasks"] = new JsonArray(JobTask.Of(service)),
    }.WithoutEmpty();

    public static long Nanoseconds(TimeSpan time) => time.Ticks * 100;

    private static JsonArray Constraints(NomadService service)
    {
        // A node bears the host's name of the inventory, whatever the machine calls itself.
        var all = new JsonArray(Constraint("${node.unique.name}", "set_contains_any", string.Join(',', service.Nodes.Order(StringComparer.Ordinal))));
        if (service.Distinct)
            all.Add((JsonNode)Constraint("", "distinct_hosts", "true"));
        return all;
    }

    private static JsonObject Constraint(string left, string operand, string right) => new() { ["LTarget"] = left, ["Operand"] = operand, ["RTarget"] = right };

    // Without an image there is nothing between the host's port and the service: it listens on what it is told.
    private static JsonObject Network(NomadService service) => new()
    {
        ["DynamicPorts"] = new JsonArray([.. service.Ports.OrderBy(one => one.Key, StringComparer.Ordinal).Select(port => service.Image is null
            ? new JsonObject { ["Label"] = JobTask.Label(port.Key) }
            : new JsonObject { ["Label"] = JobTask.Label(port.Key), ["To"] = port.Value })]),
    };

    private static JsonObject Update(NomadService service)
    {
        var update = service.Update;
        var least = update.HealthyWithin / 4 < LeastHealthy ? update.HealthyWithin / 4 : LeastHealthy;
        return new JsonObject
        {
            ["MaxParallel"] = Math.Max(1, update.Parallel),
            ["Canary"] = update.Canary,
            ["HealthCheck"] = JobService.Of(service)?["Checks"] is null ? "task_states" : "checks",
            ["MinHealthyTime"] = Nanoseconds(least),
            ["HealthyDeadline"] = Nanoseconds(update.HealthyWithin),
            // Nomad refuses a job whose deadline for progress is not the longer one.
            ["ProgressDeadline"] = Nanoseconds(update.HealthyWithin + TimeSpan.FromSeconds(30)),
            ["AutoRevert"] = update.AutoRevert,
            ["AutoPromote"] = update.Canary > 0,
        };
    }
}

using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>The task of a service: a container by podman, or a command by exec in a root of its own.</summary>
internal static class JobTask
{
    // No file of a service is a template: these marks stand in none.
    private const string Left = "[[jamlab[[";
    private const string Right = "]]jamlab]]";

    public static JsonObject Of(NomadService service)
    {
        var task = new JsonObject
        {
            ["Name"] = service.Name,
            ["Driver"] = service.Image is null ? "exec" : "podman",
            ["Config"] = service.Image is null ? Program(service.Command!) : Container(service, service.Image),
            ["Env"] = Environment(service),
            ["Resources"] = new JsonObject { ["CPU"] = service.Cpu ?? 100, ["MemoryMB"] = service.Memory ?? 300 },
            ["Templates"] = new JsonArray([.. Files(service).Select(file => (JsonNode)new JsonObject
            {
                ["EmbeddedTmpl"] = file.Text,
                ["DestPath"] = file.InTask,
                ["LeftDelim"] = Left,
                ["RightDelim"] = Right,
                ["ChangeMode"] = "restart",
            })]),
            ["VolumeMounts"] = new JsonArray([.. service.Volumes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (JsonNode)new JsonObject
            {
                ["Volume"] = one.Key,
                ["Destination"] = one.Value.Path,
                ["ReadOnly"] = one.Value.ReadOnly,
            })]),
        };
        return task;
    }

    private static JsonObject Program(string command) => new() { ["command"] = "/bin/sh", ["args"] = new JsonArray("-c", $"exec {command}") };

    private static JsonObject Container(NomadService service, string image)
    {
        var config = new JsonObject { ["image"] = image };
        if (service.Ports.Count > 0)
            config["ports"] = new JsonArray([.. service.Ports.Keys.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]);
        if (service.Command is { } command)
        {
            config["command"] = "/bin/sh";
            config["args"] = new JsonArray("-c", $"exec {command}");
        }

        var files = Files(service).ToList();
        if (files.Count > 0)
            config["volumes"] = new JsonArray([.. files.Select(file => (JsonNode)$"{file.InTask}:{file.Path}:ro")]);
        return config;
    }

    // PORT is what every service gets told, whoever runs it; PORT_<NAME> the further ones.
    private static JsonObject Environment(NomadService service)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (service.RoutedPort is { } routed)
            all["PORT"] = $"${{NOMAD_PORT_{routed}}}";
        foreach (var port in service.Ports.Keys.Where(name => name != service.RoutedPort))
            all[$"PORT_{port.ToUpperInvariant().Replace('-', '_')}"] = $"${{NOMAD_PORT_{port}}}";
        foreach (var (name, value) in service.Environment)
            all[name] = value;
        return new JsonObject(all.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
    }

    // exec's root is the task's folder; a container has the files mounted.
    private static IEnumerable<(string Path, string InTask, string Text)> Files(NomadService service) =>
        service.Files.OrderBy(one => one.Key, StringComparer.Ordinal).Select((file, i) => (file.Key, service.Image is null ? file.Key.TrimStart('/') : $"local/files/{i}", file.Value));
}

using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>The task of a service: a container by podman, or a command by exec in a root of its own.</summary>
internal static class JobTask
{
    // No file of a service is a template: these marks stand in none.
    private const string Left = "[[jamlab[[";
    private const string Right = "]]jamlab]]";

    public static JsonObject Of(NomadService service) => new JsonObject
    {
        ["Name"] = service.Name,
        ["Driver"] = service.Image is null ? "exec" : "podman",
        ["Config"] = service.Image is null ? Program(service.Command!) : Container(service, service.Image),
        ["Env"] = Environment(service),
        ["Resources"] = new JsonObject { ["CPU"] = service.Cpu ?? 100, ["MemoryMB"] = service.Memory ?? 300 },
        ["Templates"] = new JsonArray([.. service.Files.Select((file, i) => Template(file, InTask(service, i)))]),
        ["VolumeMounts"] = new JsonArray([.. service.Volumes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new JsonObject
        {
            ["Volume"] = one.Key,
            ["Destination"] = one.Value.Path,
            ["ReadOnly"] = one.Value.ReadOnly,
        })]),
    }.WithoutEmpty();

    /// <summary>Nomad makes environment variables of ports' labels, which take no dash.</summary>
    public static string Label(string port) => port.Replace('-', '_');

    private static JsonObject Program(string command) => new() { ["command"] = "/bin/sh", ["args"] = new JsonArray("-c", command) };

    private static JsonObject Container(NomadService service, string image) => new JsonObject
    {
        ["image"] = image,
        ["ports"] = new JsonArray([.. service.Ports.Keys.Order(StringComparer.Ordinal).Select(name => (JsonNode)Label(name))]),
        ["volumes"] = new JsonArray([.. service.Files.Select((file, i) => (JsonNode)$"{InTask(service, i)}:{file.Path}:ro")]),
    }.WithoutEmpty();

    private static JsonObject Template(NomadFile file, string inTask) => new()
    {
        ["EmbeddedTmpl"] = file.Text,
        ["DestPath"] = inTask,
        ["Perms"] = file.IsExecutable ? "0755" : "0644",
        ["LeftDelim"] = Left,
        ["RightDelim"] = Right,
        ["ChangeMode"] = "restart",
    };

    // PORT is what every service gets told, whoever runs it; PORT_<NAME> the further ones.
    private static JsonObject Environment(NomadService service)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (service.RoutedPort is { } routed)
            all["PORT"] = $"${{NOMAD_PORT_{Label(routed)}}}";
        foreach (var port in service.Ports.Keys.Where(name => name != service.RoutedPort))
            all[$"PORT_{Label(port).ToUpperInvariant()}"] = $"${{NOMAD_PORT_{Label(port)}}}";
        foreach (var (name, value) in service.Environment)
            all[name] = value;
        return new JsonObject(all.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
    }

    // exec's root is the task's folder; a container has the files mounted.
    private static string InTask(NomadService service, int file) => service.Image is null ? service.Files[file].Path.TrimStart('/') : $"local/files/{file}";
}

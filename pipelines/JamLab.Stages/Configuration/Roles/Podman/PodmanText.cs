using System.Text;

namespace JamLab.Stages.Configuration.Roles.Podman;

/// <summary>Podman's files: containers-registries.conf(5), containers.conf(5) and containers-storage.conf(5).</summary>
internal static class PodmanText
{
    private const string Head = "# Written by JamLab from the inventory (role podman).\n";

    public static string Registries(PodmanSettings parameters)
    {
        var text = new StringBuilder($"{Head}unqualified-search-registries = [{string.Join(", ", parameters.SearchRegistries.Select(Quoted))}]\n");
        foreach (var registry in parameters.Mirrors.Keys.Concat(parameters.InsecureRegistries).Distinct())
        {
            text.Append($"\n[[registry]]\nlocation = {Quoted(registry)}\n");
            if (parameters.InsecureRegistries.Contains(registry))
                text.Append("insecure = true\n");
            if (!parameters.Mirrors.TryGetValue(registry, out var mirror))
                continue;
            text.Append($"\n[[registry.mirror]]\nlocation = {Quoted(mirror)}\n");
            if (parameters.InsecureRegistries.Contains(mirror))
                text.Append("insecure = true\n");
        }

        return text.ToString();
    }

    public static string Containers(PodmanSettings parameters) =>
        $"""
        {Head}[containers]
        log_driver = "journald"
        log_size_max = {parameters.LogSize.Bytes}

        [network]
        network_backend = "netavark"

        [engine]
        runtime = "crun"

        """;

    public static string Storage(PodmanSettings parameters) =>
        $"""
        {Head}[storage]
        driver = "overlay"
        runroot = "/run/containers/storage"
        graphroot = {Quoted(parameters.Storage)}

        """;

    // TOML's basic strings.
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

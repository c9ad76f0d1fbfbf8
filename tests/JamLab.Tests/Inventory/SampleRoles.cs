using JamLab.Inventory.Model;
using JamLab.Inventory.Parameters;

namespace JamLab.Tests.Inventory;

/// <summary>Roles for inventories under test; consul takes a parameter of every kind.</summary>
internal static class SampleRoles
{
    private static readonly ParameterDescription[] Source =
    [
        new("archive", "Where the archive is.", ParameterKind.Url),
        new("sha256", "The archive's hash.", ParameterKind.Text) { Also = ["sha", "checksum"] },
    ];

    private static readonly RoleDescription Consul = new("consul", "Service discovery.",
    [
        new("datacenter", "The datacenter's name.", ParameterKind.Text) { Also = ["dc"], Default = "dc1", Example = "jam" },
        new("log_level", "How much is logged.", ParameterKind.Choice("debug", "info", "warn")),
        new("expect", "Servers to wait for.", ParameterKind.Whole(1, 9)),
        new("ui", "Whether there are pages.", ParameterKind.Boolean),
        new("reap_after", "When a lost member is forgotten.", ParameterKind.Duration),
        new("cache", "Room for answers.", ParameterKind.Size),
        new("upstream", "Who is asked what is not known here.", ParameterKind.Address),
        new("trusted", "Networks that may ask.", ParameterKind.List(ParameterKind.Network)),
        new("source", "Where it comes from.", ParameterKind.Mapping("source", Source)),
        new("mirrors", "More sources, the first that answers is taken.", ParameterKind.List(ParameterKind.Mapping("mirror", Source))),
        new("tags", "What members say about themselves.", ParameterKind.ByName(ParameterKind.Text)),
        new("limits", "Requests a second, by client.", ParameterKind.ByName(ParameterKind.Whole(0, 1000))),
        new("gossip_key", "What members encrypt with.", ParameterKind.Sealed),
    ])
    {
        Check = values => values.TryGetValue("source", out var source) && source.Value is IReadOnlyDictionary<string, Sourced<object>> set && set.ContainsKey("archive") && !set.ContainsKey("sha256")
            ? [new ParameterMistake("source.archive", "an archive needs its hash", "add sha256")]
            : [],
    };

    public static IReadOnlyList<RoleDescription> All { get; } =
        [Bare("base"), Bare("dns"), Consul, .. new[] { "nomad", "vault", "haproxy", "proxmox", "node-exporter", "nfs", "podman" }.Select(Bare)];

    private static RoleDescription Bare(string name) => new(name, $"{name}.", []);
}

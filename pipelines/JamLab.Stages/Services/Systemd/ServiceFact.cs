using System.Text.Json;
using JamLab.Convergence;
using JamLab.Convergence.Scripts;
using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Services.Systemd;

/// <summary>What a host has of a service: which slot is in use, what is in both, how systemd and Consul see them. <paramref name="Unit"/> is null where each slot has a unit of its own.</summary>
internal sealed record ServiceFact(string Service, string? Unit) : Fact<ServiceInfo>
{
    private static readonly ServiceKind Shared = new();

    public override FactKind Kind => Shared;

    private IEnumerable<string> Units => Slot.Letters.Select(letter => Unit ?? new Slot(Service, letter, NoPorts).UnitName);

    private static readonly Dictionary<string, int> NoPorts = [];

    private sealed class ServiceKind : FactKind<ServiceFact, ServiceInfo>
    {
        public override string Name => "services";

        // What is enabled the links tell: systemd notes it only when it reads its files again. Without a process but one systemctl for all units and one question to the agent about all checks.
        protected override string Script(IReadOnlyList<ServiceFact> facts) =>
            $$"""
            for one in {{Sh.Words(facts.Select(fact => fact.Service))}}; do
              active=
              [ ! -e {{Slot.Root}}/$one/active ] || read -r active < {{Slot.Root}}/$one/active
              echo "service $one $active"
              for slot in a b; do
                mark= has=
                [ ! -d {{Slot.Root}}/$one/$slot ] || has=folder
                [ ! -e {{Slot.Root}}/$one/$slot/version ] || read -r mark < {{Slot.Root}}/$one/$slot/version
                [ ! -e /etc/systemd/system/jamlab-$one-$slot.service ] || has="$has unit"
                [ ! -e {{ConsulConfiguration.ServicesFolder}}/jamlab-$one-$slot.json ] || has="$has registration"
                [ ! -L /etc/systemd/system/multi-user.target.wants/jamlab-$one-$slot.service ] || has="$has enabled"
                echo "slot $has"
                echo "mark $mark"
              done
            done
            systemctl show -p ActiveState,SubState -- {{Sh.Words(facts.SelectMany(fact => fact.Units))}} || exit 1
            echo checks
            [ ! -d {{ConsulConfiguration.ServicesFolder}} ] || curl -s --max-time 5 {{ConsulCluster.Api}}/v1/agent/checks || :
            """;

        protected override IReadOnlyList<ServiceInfo> Read(IReadOnlyList<ServiceFact> facts, IReadOnlyList<string> lines)
        {
            var checks = lines.ToList().IndexOf("checks");
            var health = Health(string.Concat(lines.Skip(checks + 1)));
            var blocks = string.Join('\n', lines.Skip(facts.Count * 5).Take(checks - (facts.Count * 5))).Split("\n\n").Select(Block).ToList();
            return
            [
                .. facts.Select((fact, index) =>
                {
                    var words = lines[index * 5].Split(' ');
                    var slots = Slot.Letters.Select((letter, place) => Read(letter, lines[(index * 5) + (place * 2) + 1], lines[(index * 5) + (place * 2) + 2], blocks[(index * 2) + place])).ToList();
                    return new ServiceInfo(words[2] is [var active] ? active : null, slots[0], slots[1], health);
                }),
            ];
        }

        private static SlotInfo Read(char letter, string has, string mark, Dictionary<string, string> unit) => new(letter, mark[5..])
        {
            HasFolder = has.Contains("folder", StringComparison.Ordinal),
            HasUnit = has.Contains("unit", StringComparison.Ordinal),
            IsRegistered = has.Contains("registration", StringComparison.Ordinal),
            State = unit.GetValueOrDefault("ActiveState", ""),
            SubState = unit.GetValueOrDefault("SubState", ""),
            IsEnabled = has.Contains("enabled", StringComparison.Ordinal),
        };

        private static Dictionary<string, string> Block(string text) =>
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).Where(words => words.Length == 2).ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);

        // An agent that does not answer, or not with JSON, knows nothing.
        private static Dictionary<string, string> Health(string json)
        {
            var health = new Dictionary<string, string>(StringComparer.Ordinal);
            try
            {
                using var document = JsonDocument.Parse(json);
                foreach (var check in document.RootElement.EnumerateObject().Select(one => one.Value))
                {
                    if (check.GetProperty("ServiceID").GetString() is { Length: > 0 } id)
                        health[id] = check.GetProperty("Status").GetString() ?? "";
                }
            }
            catch (Exception unusable) when (unusable is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                health.Clear();
            }

            return health;
        }
    }
}

/// <summary>A service on a host: the slot in use (null before the first version), both slots, and Consul's word on each registered instance by its id.</summary>
internal sealed record ServiceInfo(char? Active, SlotInfo A, SlotInfo B, IReadOnlyDictionary<string, string> Health)
{
    public SlotInfo Of(char letter) => letter == 'a' ? A : B;

    /// <summary>The version in use; null for none.</summary>
    public string? Version => Active is { } letter && Of(letter).Mark is { Length: > 0 } mark ? mark.Split(' ')[0] : null;
}

/// <summary>What is in a slot. <paramref name="Mark"/> is the version and its ports, empty when there is none or it was not finished.</summary>
internal sealed record SlotInfo(char Letter, string Mark)
{
    public bool HasFolder { get; init; }

    public bool HasUnit { get; init; }

    public bool IsRegistered { get; init; }

    public bool IsEnabled { get; init; }

    /// <summary>systemd's <c>ActiveState</c> and <c>SubState</c>.</summary>
    public string State { get; init; } = "";

    public string SubState { get; init; } = "";

    public bool IsUp => State is "active" or "activating" or "reloading" or "deactivating";

    public bool IsRunning => State == "active";

    /// <summary>Whether anything is left of a version.</summary>
    public bool HasTraces => HasFolder || HasUnit || IsRegistered;
}

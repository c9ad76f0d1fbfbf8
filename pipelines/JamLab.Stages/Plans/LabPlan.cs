using System.Text.Json;
using System.Text.Json.Serialization;
using JamLab.Stages.Services;

namespace JamLab.Stages.Plans;

/// <summary>What a dry run saw of one environment, all stages together; a stage that nobody asked is null. Without secrets.</summary>
/// <param name="Environment">The folder under <c>environments/</c>.</param>
/// <param name="Made">When the run ended.</param>
public sealed record LabPlan(string Environment, DateTimeOffset Made)
{
    /// <summary>The inventory's path below the root, with slashes.</summary>
    public string InventoryFile { get; init; } = "";

    /// <summary>SHA-256 of the inventory's bytes, as <c>sha256sum</c> prints it.</summary>
    public string InventoryHash { get; init; } = "";

    /// <summary>The commit that the run was made from (<c>GITHUB_SHA</c>); null where nobody says.</summary>
    public string? Commit { get; init; }

    /// <summary>The address of the run on GitHub; null elsewhere.</summary>
    public string? Run { get; init; }

    /// <summary>Hosts, groups, roles and services that the run was confined to; empty for all.</summary>
    public IReadOnlyList<string> ConfinedTo { get; init; } = [];

    public IReadOnlyList<PlanTemplate>? Templates { get; init; }

    public IReadOnlyList<PlanMachine>? Machines { get; init; }

    public IReadOnlyList<PlanHost>? Hosts { get; init; }

    public IReadOnlyList<PlanService>? Services { get; init; }

    /// <summary>Hosts of which services need something that belongs to none of them, and those that had no answer about services.</summary>
    public IReadOnlyList<PlanHost> ServiceHosts { get; init; } = [];

    /// <summary>What is wrong in the user's files, in the order in which it was found.</summary>
    public IReadOnlyList<PlanDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>The run's targets in the order of its plan.</summary>
    public IReadOnlyList<PlanTarget> Targets { get; init; } = [];

    /// <summary>Whether applying would change anything.</summary>
    [JsonIgnore]
    public bool HasChanges =>
        Templates?.Any(one => one.IsBuilt) == true || Machines?.Count > 0 || Hosts?.Any(one => one.IsChanging) == true
        || Services?.Any(one => one.IsChanging) == true || ServiceHosts.Any(one => one.IsChanging);

    /// <summary>Whether applying would destroy disks that were in use.</summary>
    [JsonIgnore]
    public bool HasDataLoss => Machines?.Any(one => one.LosesData) == true;

    /// <summary>Whether all that the run was to ask has answered; what did not is neither changed nor unchanged.</summary>
    [JsonIgnore]
    public bool IsComplete =>
        Targets.All(one => one.IsWell) && AllHosts.All(one => one.Problem is null) && Diagnostics.All(one => !one.IsError)
        && (Services ?? []).All(one => one.Instances.All(instance => instance.Problem is null));

    /// <summary>The hosts of both stages that ask hosts.</summary>
    [JsonIgnore]
    public IEnumerable<PlanHost> AllHosts => (Hosts ?? []).Concat(ServiceHosts);

    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Default.LabPlan) + "\n";

    /// <summary>Throws <see cref="JsonException"/> for text that is none.</summary>
    public static LabPlan FromJson(string json) => JsonSerializer.Deserialize(json, PlanJson.Default.LabPlan) ?? throw new JsonException("null is no plan");

    /// <summary>The whole plan in Markdown, cut nowhere.</summary>
    public string ToMarkdown() => new PlanText([this], new PlanTextLimits()).Write();
}

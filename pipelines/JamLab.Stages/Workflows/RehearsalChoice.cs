using System.Text.Json;
using System.Text.Json.Serialization;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Processes;
using Serilog;

namespace JamLab.Stages.Workflows;

/// <summary>Which environments a change is to be rehearsed for, and on what.</summary>
public sealed class RehearsalChoice(string root, IReadOnlyList<LabOnGitHub> labs, ILogger log)
{
    /// <summary>What every environment is made from; a change there touches all.</summary>
    private static readonly string[] Shared = ["images/", "terraform/", "pipelines/", "build/", "build.sh", "global.json", "Directory."];

    /// <summary>The rehearsals as a matrix takes them: <c>[{"environment":"local","hypervisor":"nspawn"}]</c>.</summary>
    /// <param name="asked">An environment, or <c>all</c>; empty for those that changed.</param>
    /// <param name="since">The commit that the change starts from; empty where nobody knows, which means all.</param>
    public async Task<string> JsonAsync(string asked, string since, CancellationToken cancellation)
    {
        var rehearsed = labs.Where(lab => lab.Ci.Rehearse != RehearsalKind.Never).ToList();
        var chosen = asked is "" && since.Length > 0 && await ChangedAsync(since, cancellation).ConfigureAwait(false) is { } changed ? rehearsed.Where(lab => IsTouched(lab.Environment, changed)).ToList()
            : asked is "" or "all" ? rehearsed
            : rehearsed.Where(lab => lab.Environment == asked).ToList();
        if (chosen.Count == 0 && asked is not ("" or "all"))
            throw new DiagnosticException("JAM0468", $"'{asked}' is no environment that is rehearsed", $"name one of {string.Join(", ", rehearsed.Select(lab => lab.Environment))}, or all");
        log.Information("To rehearse: {Environments:l}", chosen.Count == 0 ? "none, the change touches no lab" : string.Join(", ", chosen.Select(lab => lab.Environment)));
        return JsonSerializer.Serialize(chosen.ConvertAll(lab => new Rehearsal(lab.Environment, lab.Ci.Rehearse.ToString().ToLowerInvariant())), RehearsalJson.Default.ListRehearsal);
    }

    /// <summary>Whether one of the files is part of the environment, or of what all are made from.</summary>
    internal static bool IsTouched(string environment, IReadOnlyCollection<string> files) => files.Any(file =>
        file.StartsWith($"environments/{environment}/", StringComparison.Ordinal) || Shared.Any(start => file.StartsWith(start, StringComparison.Ordinal)));

    private async Task<IReadOnlyList<string>?> ChangedAsync(string since, CancellationToken cancellation)
    {
        // What the branch did since it left the other, not what the other did meanwhile. -z: names as they are.
        var result = await new ProcessRunner(log).TryRunAsync(new ToolCommand("git", ["-C", root, "diff", "--name-only", "--no-renames", "-z", "--end-of-options", $"{since}...HEAD", "--"]), cancellation).ConfigureAwait(false);
        if (result.ExitCode == 0)
            return result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        log.Warning("What changed since {Commit:l} is not known: {Problem:l}", since, result.Errors.Trim());
        return null;
    }

    internal sealed record Rehearsal(string Environment, string Hypervisor);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<RehearsalChoice.Rehearsal>))]
internal sealed partial class RehearsalJson : JsonSerializerContext;

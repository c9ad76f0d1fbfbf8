using System.Security.Cryptography;
using JamLab.Convergence.Running;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Plans;
using JamLab.Stages.Portal;
using JamLab.Stages.State;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    // A run knows these too; GitHub takes them out of logs, and out of nothing else.
    private static readonly string[] SecretVariables = ["GITHUB_TOKEN", "GH_TOKEN", "ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"];

    private readonly PlanNotes _notes = new();

    /// <summary>
    /// What a run with <see cref="StageOptions.DryRun"/> saw so far, without secrets. An environment that is not there gives a plan too: its failed target tells.
    /// </summary>
    /// <param name="run">The run's targets in the order of its plan.</param>
    public LabPlan Plan(IReadOnlyList<TargetOutcome> run)
    {
        var plan = new LabPlan(options.Environment, time.GetUtcNow())
        {
            InventoryFile = Display(Paths.InventoryFile).Replace('\\', '/'),
            InventoryHash = File.Exists(Paths.InventoryFile) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Paths.InventoryFile))) : "",
            ConfinedTo = [.. options.Limit, .. options.Roles, .. options.Services, .. _notes.Shares.Distinct()],
            Commit = Variable("GITHUB_SHA"),
            Run = (Variable("GITHUB_SERVER_URL"), Variable("GITHUB_REPOSITORY"), Variable("GITHUB_RUN_ID")) is ({ } server, { } repository, { } id) ? $"{server}/{repository}/actions/runs/{id}" : null,
        };
        IReadOnlyList<Diagnostic> found = [];
        LabInventory? inventory = null;
        try
        {
            found = Validate();
            inventory = found.Any(one => one.Severity == Severity.Error) ? null : Inventory;
        }
        catch (DiagnosticException missing)
        {
            found = missing.Diagnostics;
        }

        return new PlanRedaction(new Redaction(SecretsOfThePlan())).Clean(new PlanMaker(inventory, _notes).Make(plan, found, run));
    }

    /// <summary>Writes <see cref="Plan"/> as <c>artifacts/&lt;environment&gt;/plan.json</c>, and whole as <c>plan.md</c> beside it; returns the page's path, or null where it could not be written, which is told.</summary>
    /// <param name="run">The run's targets in the order of its plan.</param>
    public string? WritePlan(IReadOnlyList<TargetOutcome> run)
    {
        var page = Path.Combine(Paths.Artifacts, "plan.md");
        try
        {
            var plan = Plan(run);
            Directory.CreateDirectory(Paths.Artifacts);
            PrivateFiles.Write(Path.Combine(Paths.Artifacts, "plan.json"), plan.ToJson(), PageMode);
            PrivateFiles.Write(page, plan.ToMarkdown(), PageMode);
            return Display(page);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.Warning("{File:l} could not be written: {Cause:l}", Display(page), problem.Message);
            return null;
        }
    }

    /// <summary>Does a target's work, and in a dry run keeps why it failed.</summary>
    private async Task<T> NotingAsync<T>(string target, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (IsNoted(target, failure))
        {
            throw;
        }
    }

    private void NoteShare(IEnumerable<string> share)
    {
        foreach (var word in share)
            _notes.Shares.Enqueue(word);
    }

    // As a filter it sees the failure and leaves its stack alone.
    private bool IsNoted(string target, Exception failure)
    {
        if (options.DryRun)
            _notes.Failures[target] = failure;
        return false;
    }

    private string? Variable(string name) => variable(name) is { Length: > 0 } value ? value : null;

    private List<string> SecretsOfThePlan()
    {
        var folders = Directory.Exists(Paths.State) ? Directory.GetDirectories(Paths.State).Select(folder => Path.GetFileName(folder)) : [];
        var kept = folders.Select(folder => new StateSecrets(Paths, folder, time, isDryRun: true)).ToList();
        foreach (var one in kept)
        {
            try
            {
                one.OpenAll();
            }
            catch (DiagnosticException)
            {
                // What cannot be read no stage has told a host or heard from one.
            }
        }

        return [.. kept.SelectMany(one => one.Opened).Concat(_opened).Concat(_notes.Secrets).Select(secret => secret.Reveal()), .. SecretVariables.Select(Variable).OfType<string>()];
    }
}

using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Environments;
using JamLab.Stages.GitHub.Releases;
using JamLab.Stages.Secrets;
using JamLab.Stages.State.Sealing;
using JamLab.Stages.Templates;
using JamLab.Stages.Workflows;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    /// <summary>Sets up the environments that the lab's workflows use at GitHub, with their approvers and secrets; a secret that is not known here is a diagnostic, and then nothing is written.</summary>
    /// <param name="gitHub">The way to GitHub.</param>
    /// <param name="lab">The environment with its <c>ci:</c>.</param>
    /// <param name="branch">The only branch whose workflows may work on the lab.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<string> SyncSecretsAsync(GitHubStage gitHub, LabOnGitHub lab, string branch, CancellationToken cancellation)
    {
        var secrets = new WorkflowSecrets(lab, new VaultPassword(Paths, variable), variable).Find();
        var approvers = lab.Ci.Approvers.Select(one => one.Value).ToList();
        var written = new List<string>
        {
            // Also drift looks as this environment, from the default branch.
            await gitHub.SyncSecretsAsync(lab.Environment, secrets, approvers: null, BranchPolicy.Named(branch), cancellation).ConfigureAwait(false),
        };
        if (lab.Ci.Plan)
            written.Add(await gitHub.SyncSecretsAsync($"{lab.Environment}-plan", secrets, approvers: null, branches: null, cancellation).ConfigureAwait(false));
        if (approvers.Count > 0)
            written.Add(await gitHub.SyncSecretsAsync($"{lab.Environment}-approval", new Dictionary<string, Secret>(), approvers, branches: null, cancellation).ConfigureAwait(false));
        return string.Join("; ", written.Distinct());
    }

    /// <summary>Takes the environment's state from its branch, while nobody else works on it here.</summary>
    public async Task<string> OpenStateAsync(CancellationToken cancellation)
    {
        _ = Inventory;
        return await new StateBranch(Paths, variable, log).OpenAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Adds the environment's state to its branch, sealed.</summary>
    public async Task<string> SealStateAsync(CancellationToken cancellation)
    {
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        return await new StateBranch(Paths, variable, log).SealAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Publishes the manifests of the templates that the inventory names, whose disks are too large for GitHub, with their checksums; returns the release's address.</summary>
    /// <param name="gitHub">The way to GitHub.</param>
    /// <param name="tag">The release's tag.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<string> ReleaseTemplatesAsync(GitHubStage gitHub, string tag, CancellationToken cancellation)
    {
        var templates = Templates(Inventory, needed: true).Values.OrderBy(template => template.Image, StringComparer.Ordinal).ToList();
        var files = templates.ConvertAll(template => new ReleaseFile($"{Path.GetFileName(template.Folder)}.json", Path.Combine(template.Folder, TemplateManifest.FileName)));
        var notes = $"Templates of '{options.Environment}'. Each manifest says what a template was made from, and the SHA-256 of its files.\n\n"
            + string.Concat(templates.Select(template => $"- `{Path.GetFileName(template.Folder)}`\n"));
        using var repository = await gitHub.OpenAsync(GitHubNeed.Release, cancellation).ConfigureAwait(false);
        var release = await repository.ReleaseAsync(tag, $"Templates {tag}", notes, files, cancellation).ConfigureAwait(false);
        log.Information("Release: {Url:l}", release.Url);
        return $"release {tag} {release.Kind.ToString().ToLowerInvariant()}";
    }

    /// <summary>Records a run that changed the environment as a deployment at GitHub, with how it ended; what cannot be recorded is told and stops nobody.</summary>
    /// <param name="gitHub">The way to GitHub.</param>
    /// <param name="commit">The commit that was applied.</param>
    /// <param name="succeeded">Whether all went well.</param>
    /// <param name="page">Where the run is shown; null for none.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task RecordAsync(GitHubStage gitHub, string commit, bool succeeded, Uri? page, CancellationToken cancellation)
    {
        try
        {
            using var repository = await gitHub.OpenAsync(GitHubNeed.Deployment, cancellation).ConfigureAwait(false);
            var deployment = await repository.DeploymentAsync(options.Environment, commit, $"{(options.Limit.Count == 0 ? "All" : string.Join(' ', options.Limit))} from {Environment.MachineName}", cancellation).ConfigureAwait(false);
            await deployment.StatusAsync(succeeded ? GitHubDeploymentState.Success : GitHubDeploymentState.Failure, page, null, cancellation).ConfigureAwait(false);
            log.Information("Recorded as deployment {Id} of {Environment:l}", deployment.Id, options.Environment);
        }
        catch (Exception problem) when (problem is StageException or DiagnosticException)
        {
            log.Warning("The run could not be recorded at GitHub: {Problem:l}", problem.Message);
        }
    }
}

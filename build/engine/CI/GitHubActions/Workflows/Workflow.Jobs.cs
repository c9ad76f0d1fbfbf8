namespace Nuke.Common.CI.GitHubActions;

internal sealed partial class Workflow
{
    private void WriteJob(YamlText yaml, GitHubActionsImage image)
    {
        yaml.Pair("name", GitHubNames.Of(image));
        yaml.Pair("runs-on", GitHubNames.Of(image));
        if (attribute.TimeoutMinutes > 0)
            yaml.Pair("timeout-minutes", attribute.TimeoutMinutes);
        if (attribute.EnvironmentName is { Length: > 0 } environment)
            yaml.Pair("environment", () =>
            {
                yaml.Pair("name", environment);
                if (attribute.EnvironmentUrl is { Length: > 0 } url)
                    yaml.Pair("url", url);
            });

        // In one group, the jobs of one run would cancel each other.
        WriteConcurrency(yaml, attribute.JobConcurrencyGroup, attribute.JobConcurrencyCancelInProgress, $"{BranchGroup} @ {GitHubNames.Of(image)}");
        yaml.Pair("steps", Steps(yaml, image));
    }

    private IEnumerable<Action> Steps(YamlText yaml, GitHubActionsImage image)
    {
        yield return () => WriteCheckout(yaml);
        if (attribute.CacheKeyFiles.Length > 0)
            yield return () => WriteCache(yaml);
        yield return () => WriteRun(yaml, image);
        if (attribute.PublishArtifacts)
            foreach (var artifact in artifacts)
                yield return () => WriteArtifact(yaml, artifact, image);
    }

    private void WriteCheckout(YamlText yaml)
    {
        Use(yaml, actions.Checkout);
        var options = new List<Action>();
        if (attribute.Submodules != GitHubActionsSubmodules.False)
            options.Add(() => yaml.Pair("submodules", attribute.Submodules == GitHubActionsSubmodules.True ? "true" : "recursive"));
        if (attribute.Lfs)
            options.Add(() => yaml.Pair("lfs", true));
        if (attribute.FetchDepthOrNull is { } depth)
            options.Add(() => yaml.Pair("fetch-depth", depth));
        if (!attribute.Progress)
            options.Add(() => yaml.Pair("show-progress", false));
        if (attribute.Filter is { Length: > 0 } filter)
            options.Add(() => yaml.Pair("filter", filter));
        if (options.Count > 0)
            yaml.Pair("with", () => options.ForEach(o => o()));
    }

    private void WriteCache(YamlText yaml)
    {
        yaml.Pair("name", "Cache: " + string.Join(", ", attribute.CacheIncludePatterns));
        Use(yaml, actions.Cache);
        yaml.Pair("with", () =>
        {
            yaml.Pair("path", Lines([.. attribute.CacheIncludePatterns, .. attribute.CacheExcludePatterns.Select(p => "!" + p)]));
            yaml.Pair("key", $"${{{{ runner.os }}}}-${{{{ hashFiles({string.Join(", ", attribute.CacheKeyFiles.Select(f => $"'{f}'"))}) }}}}");
        });
    }

    private void WriteRun(YamlText yaml, GitHubActionsImage image)
    {
        yaml.Pair("name", attribute.InvokedTargets.Length > 0 ? "Run: " + string.Join(", ", attribute.InvokedTargets) : "Run");
        yaml.Pair("run", string.Join(' ', attribute.InvokedTargets.Prepend(GitHubNames.IsWindows(image) ? "./build.ps1" : "./build.sh")));

        // Values reach the build through its environment alone: pasted into the command, an input could be a command.
        var variables = Variables().ToList();
        if (variables.Count > 0)
            yaml.Pair("env", () => variables.ForEach(v => yaml.Pair(v.Name, v.Value)));
    }

    private IEnumerable<(string Name, string Value)> Variables()
    {
        foreach (var input in attribute.OnWorkflowDispatchOptionalInputs.Concat(attribute.OnWorkflowDispatchRequiredInputs))
            yield return (input, $"${{{{ github.event.inputs.{input} }}}}");
        foreach (var secret in attribute.ImportSecrets)
            yield return (secret, $"${{{{ secrets.{GitHubNames.OfSecret(secret)} }}}}");
        if (attribute.EnableGitHubToken)
            yield return ("GITHUB_TOKEN", "${{ secrets.GITHUB_TOKEN }}");
    }

    private void WriteArtifact(YamlText yaml, string path, GitHubActionsImage image)
    {
        var name = path.TrimEnd('/').Split('/')[^1];
        yaml.Pair("name", "Publish: " + name);
        Use(yaml, actions.UploadArtifact);
        if (attribute.PublishCondition is { Length: > 0 } condition)
            yaml.Pair("if", condition);
        yaml.Pair("with", () =>
        {
            // Two jobs of one run cannot upload under one name.
            yaml.Pair("name", attribute.Images.Count > 1 ? $"{name}-{GitHubNames.Of(image)}" : name);
            yaml.Pair("path", path);
        });
    }

    private static void Use(YamlText yaml, PinnedAction action) => yaml.Pair("uses", action.Reference, action.Version);

    private static string Lines(List<string> lines) => lines.Count == 1 ? lines[0] : string.Join('\n', lines) + "\n";
}

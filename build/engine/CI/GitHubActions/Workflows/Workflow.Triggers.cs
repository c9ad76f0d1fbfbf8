namespace Nuke.Common.CI.GitHubActions;

internal sealed partial class Workflow
{
    private void WriteTriggers(YamlText yaml)
    {
        if (attribute.On.Length > 0)
        {
            yaml.Pair("on", [.. attribute.On.Distinct().Select(GitHubNames.Of)]);
            return;
        }

        yaml.Pair("on", () =>
        {
            WritePush(yaml);
            WritePullRequest(yaml);
            WriteDispatch(yaml);
            if (attribute.OnCronSchedule is { } cron)
                yaml.Pair("schedule", [() => yaml.Pair("cron", cron)]);
        });
    }

    private void WritePush(YamlText yaml)
    {
        var paths = Paths(attribute.OnPushIncludePaths, attribute.OnPushExcludePaths);
        if (attribute.OnPushBranches.Length + attribute.OnPushBranchesIgnore.Length + attribute.OnPushTags.Length + attribute.OnPushTagsIgnore.Length + paths.Count == 0)
            return;
        yaml.Pair("push", () =>
        {
            yaml.Pair("branches", attribute.OnPushBranches);
            yaml.Pair("branches-ignore", attribute.OnPushBranchesIgnore);
            yaml.Pair("tags", attribute.OnPushTags);
            yaml.Pair("tags-ignore", attribute.OnPushTagsIgnore);
            yaml.Pair("paths", paths);
        });
    }

    private void WritePullRequest(YamlText yaml)
    {
        var paths = Paths(attribute.OnPullRequestIncludePaths, attribute.OnPullRequestExcludePaths);
        if (attribute.OnPullRequestBranches.Length + attribute.OnPullRequestTags.Length + paths.Count == 0)
            return;
        yaml.Pair("pull_request", () =>
        {
            yaml.Pair("branches", attribute.OnPullRequestBranches);
            yaml.Pair("tags", attribute.OnPullRequestTags);
            yaml.Pair("paths", paths);
        });
    }

    private void WriteDispatch(YamlText yaml)
    {
        if (attribute.OnWorkflowDispatchOptionalInputs.Length + attribute.OnWorkflowDispatchRequiredInputs.Length == 0)
            return;
        yaml.Pair("workflow_dispatch", () => yaml.Pair("inputs", () =>
        {
            foreach (var (name, required) in attribute.OnWorkflowDispatchOptionalInputs.Select(n => (n, false))
                .Concat(attribute.OnWorkflowDispatchRequiredInputs.Select(n => (n, true))))
                yaml.Pair(name, () =>
                {
                    yaml.Pair("description", GitHubNames.Words(name, ' '));
                    yaml.Pair("required", required);
                    yaml.Pair("type", "string");
                });
        }));
    }

    /// <summary>GitHub needs something included before it excludes.</summary>
    private static List<string> Paths(string[] included, string[] excluded) =>
        [.. included.Length == 0 && excluded.Length > 0 ? ["**"] : included, .. excluded.Select(e => "!" + e)];
}

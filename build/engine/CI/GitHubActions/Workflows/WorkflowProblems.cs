using Nuke.Common.Execution;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>What GitHub would reject, or silently never run.</summary>
internal static class WorkflowProblems
{
    public static IEnumerable<string> Of(IReadOnlyList<GitHubActionsAttribute> attributes, IReadOnlyList<ExecutableTarget> targets)
    {
        foreach (var twice in attributes.GroupBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"[GitHubActions(\"{twice.Key}\")] stands {twice.Count()} times; each workflow needs a name of its own";
        foreach (var attribute in attributes)
            foreach (var problem in Of(attribute, targets))
                yield return $"[GitHubActions(\"{attribute.Name}\")]: {problem}";
    }

    private static IEnumerable<string> Of(GitHubActionsAttribute a, IReadOnlyList<ExecutableTarget> targets)
    {
        if (a.Name.Length == 0 || a.Name.Any("/\\:*?\"<>|\n".Contains))
            yield return "the name is also the file's name and must not be empty or hold any of / \\ : * ? \" < > |";
        var details = HasDetails(a);
        if (a.On.Length > 0 && details)
            yield return "On stands beside OnPush..., OnPullRequest..., OnWorkflowDispatch... or OnCronSchedule; use On or the others";
        if (a.On.Length == 0 && !details)
            yield return "nothing would ever start it; set On, OnPushBranches or another On... property";
        if (a.OnPushBranches.Length > 0 && a.OnPushBranchesIgnore.Length > 0)
            yield return "OnPushBranches and OnPushBranchesIgnore exclude each other; write '!name' among the OnPushBranches";
        if (a.OnPushTags.Length > 0 && a.OnPushTagsIgnore.Length > 0)
            yield return "OnPushTags and OnPushTagsIgnore exclude each other; write '!name' among the OnPushTags";
        if (a.OnCronSchedule is { } cron && cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5)
            yield return $"OnCronSchedule '{cron}' needs five fields: minute hour day month weekday";
        if (a.Images.Distinct().Count() < a.Images.Count)
            yield return "an image is named twice; its two jobs would have one name";
        if (a.EnvironmentUrl is { Length: > 0 } && a.EnvironmentName is null or "")
            yield return "EnvironmentUrl needs an EnvironmentName";
        foreach (var name in a.InvokedTargets.Where(n => !targets.Any(t => t.Name.Equals(n, StringComparison.OrdinalIgnoreCase))))
            yield return $"InvokedTargets names '{name}', which is not a target; there are {string.Join(", ", targets.Where(t => t.Listed).Select(t => t.Name))}";
        foreach (var name in a.ImportSecrets.Concat(a.OnWorkflowDispatchOptionalInputs).Concat(a.OnWorkflowDispatchRequiredInputs))
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                yield return $"'{name}' cannot be the name of an environment variable; use letters, digits and _";
        foreach (var name in a.OnWorkflowDispatchOptionalInputs.Intersect(a.OnWorkflowDispatchRequiredInputs))
            yield return $"the input '{name}' is both optional and required";
        foreach (var name in a.ImportSecrets.Intersect(a.OnWorkflowDispatchOptionalInputs.Concat(a.OnWorkflowDispatchRequiredInputs)))
            yield return $"'{name}' is both a secret and an input; GitHub shows inputs to everyone";
    }

    private static bool HasDetails(GitHubActionsAttribute a) =>
        new[]
        {
            a.OnPushBranches, a.OnPushBranchesIgnore, a.OnPushTags, a.OnPushTagsIgnore, a.OnPushIncludePaths, a.OnPushExcludePaths,
            a.OnPullRequestBranches, a.OnPullRequestTags, a.OnPullRequestIncludePaths, a.OnPullRequestExcludePaths,
            a.OnWorkflowDispatchOptionalInputs, a.OnWorkflowDispatchRequiredInputs,
        }.Any(x => x.Length > 0) || a.OnCronSchedule is not null;
}

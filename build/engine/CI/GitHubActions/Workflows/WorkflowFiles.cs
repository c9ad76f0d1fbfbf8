using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>The workflow files of a build: what they should say, which are stale, and what is wrong with the attributes they come from.</summary>
internal sealed class WorkflowFiles
{
    private readonly string root;
    private readonly IReadOnlyList<ExecutableTarget> targets;
    private readonly Func<ExecutableTarget, IEnumerable<string>> productsOf;
    private readonly IReadOnlyList<GitHubActionsAttribute> attributes;

    /// <param name="productsOf">The patterns that a target <c>Produces</c>, absolute or relative to <paramref name="root"/>.</param>
    public WorkflowFiles(
        Type build,
        string root,
        IReadOnlyList<ExecutableTarget> targets,
        Func<ExecutableTarget, IEnumerable<string>> productsOf)
    {
        this.root = root;
        this.targets = targets;
        this.productsOf = productsOf;
        attributes = [.. build.GetCustomAttributes<GitHubActionsAttribute>(inherit: true).Where(a => a.AutoGenerate)];
    }

    /// <summary>The users' mistakes in the attributes, all of them; with any, ask for nothing else.</summary>
    public IReadOnlyList<string> Problems => [.. WorkflowProblems.Of(attributes, targets)];

    /// <summary>Path and text of every file, in the order of the attributes.</summary>
    public IEnumerable<(string Path, string Text)> All() =>
        attributes.Select(a => (Path.Combine(root, ".github", "workflows", a.Name + ".yml"), new Workflow(a, Artifacts(a), PinnedActions.Read(root)).ToYaml()));

    /// <summary>The folders or files that the invoked targets and what they need produce: a pattern up to its first wildcard.</summary>
    private List<string> Artifacts(GitHubActionsAttribute attribute)
    {
        var reached = new HashSet<ExecutableTarget>();
        void Reach(ExecutableTarget target)
        {
            if (reached.Add(target))
                foreach (var next in target.ExecutionDependencies.Concat(target.Triggers))
                    Reach(next);
        }

        foreach (var target in targets.Where(t => attribute.InvokedTargets.Contains(t.Name, StringComparer.OrdinalIgnoreCase) || (attribute.InvokedTargets.Length == 0 && t.IsDefault)))
            Reach(target);
        return [.. targets.Where(reached.Contains).SelectMany(productsOf).Select(Relative).Where(p => p.Length > 0).Distinct()];
    }

    private string Relative(string pattern)
    {
        var path = Path.IsPathRooted(pattern) ? Path.GetRelativePath(root, pattern) : pattern;
        return string.Join('/', path.Replace('\\', '/').Split('/').TakeWhile(p => !p.Contains('*', StringComparison.Ordinal) && !p.Contains('?', StringComparison.Ordinal)));
    }
}

using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>
/// Keeps what is made from the build (schema, workflows) in step with it. A stamp remembers the build assembly that it was last
/// made from, so that a start with an unchanged one costs one small read.
/// </summary>
internal sealed class GeneratedFiles(Type build, string root, string temporaryDirectory)
{
    private readonly string stamp = Path.Combine(temporaryDirectory, "generated-files");

    /// <summary>False until something has written the files of this very assembly.</summary>
    public bool AreCurrent => File.Exists(stamp) && File.ReadAllText(stamp) == Stamp;

    private string Stamp => build.Module.ModuleVersionId.ToString();

    /// <summary>Writes what is stale and returns the files, relative to the root.</summary>
    /// <exception cref="UserMistake">The attributes contradict themselves.</exception>
    public IReadOnlyList<string> Write(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyList<ParameterMember> parameters,
        Func<ExecutableTarget, IEnumerable<string>> productsOf)
    {
        var written = Files(targets, parameters, productsOf).Where(f => GeneratedFile.WriteIfStale(f.Path, f.Text)).Select(f => f.Path).ToList();
        GeneratedFile.WriteIfStale(stamp, Stamp);
        return [.. written.Select(Relative)];
    }

    /// <summary>For CI, which writes nothing: the files that say something else than they should, relative to the root.</summary>
    /// <exception cref="UserMistake">The attributes contradict themselves.</exception>
    public IReadOnlyList<string> Stale(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyList<ParameterMember> parameters,
        Func<ExecutableTarget, IEnumerable<string>> productsOf) =>
        [.. Files(targets, parameters, productsOf).Where(f => GeneratedFile.IsStale(f.Path, f.Text)).Select(f => Relative(f.Path))];

    private IEnumerable<(string Path, string Text)> Files(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyList<ParameterMember> parameters,
        Func<ExecutableTarget, IEnumerable<string>> productsOf)
    {
        var workflows = new WorkflowFiles(build, root, targets, productsOf);
        return workflows.Problems is { Count: > 0 } problems
            ? throw new UserMistake(problems)
            : [(Path.Combine(root, ".nuke", "build.schema.json"), BuildSchema.Create(targets, parameters)), .. workflows.All()];
    }

    private string Relative(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}

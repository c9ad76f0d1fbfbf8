using JamLab.Tests.Workflows.Runner.Model;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>Reads workflows and all that they call, and checks each call against what is called, before anything runs.</summary>
internal sealed class WorkflowLoader(string repositoryFolder, Permissions defaults)
{
    public const string Folder = ".github/workflows";
    private const int DeepestCall = 10;
    private readonly Dictionary<string, WorkflowModel> _models = [];

    public WorkflowModel Load(string path)
    {
        if (_models.TryGetValue(path, out var known))
            return known;
        var file = Path.Combine(repositoryFolder, path);
        return File.Exists(file) ? _models[path] = WorkflowReader.Read(path, File.ReadAllText(file)) : throw new WorkflowException($"{path}: there is no such workflow");
    }

    public WorkflowModel LoadAll(string path)
    {
        var model = Load(path);
        var problems = new List<string>();
        Check(model, model.Permissions ?? defaults, isCalled: false, [path], problems);
        return problems.Count == 0 ? model : throw new WorkflowException(problems);
    }

    /// <summary>Path of the called workflow from the root of the repository.</summary>
    public static string Target(JobModel job) =>
        job.Uses!.StartsWith($"./{Folder}/", StringComparison.Ordinal) ? job.Uses[2..] : throw new WorkflowException($"job '{job.Id}' calls {job.Uses}: this runner calls only workflows of this repository, as ./{Folder}/name.yml");

    private void Check(WorkflowModel model, Permissions ceiling, bool isCalled, IReadOnlyList<string> chain, List<string> problems)
    {
        var inherited = model.Permissions ?? ceiling;
        foreach (var job in model.Jobs)
        {
            var permissions = job.Permissions ?? inherited;
            if (isCalled && permissions.Exceeds(ceiling) is { } excess)
                problems.Add($"{model.Path}: The nested job '{job.Id}' is requesting {excess}.");
            if (job.Uses is null)
                continue;
            var target = Target(job);
            if (chain.Contains(target) || chain.Count >= DeepestCall)
            {
                problems.Add($"{model.Path}: job '{job.Id}' calls {target}: {(chain.Contains(target) ? "a workflow cannot call itself" : $"at most {DeepestCall} levels are allowed")}");
                continue;
            }

            var called = Load(target);
            CheckCall(model, job, called, problems);
            Check(called, permissions, isCalled: true, [.. chain, target], problems);
        }
    }

    private static void CheckCall(WorkflowModel model, JobModel job, WorkflowModel called, List<string> problems)
    {
        var place = $"{model.Path}: job '{job.Id}' calls {called.Path}";
        if (called.On.Call is not { } call)
        {
            problems.Add($"{place}, which has no workflow_call");
            return;
        }

        var inputs = Keys(job.With);
        problems.AddRange(inputs.Except(call.Inputs.Select(x => x.Name), StringComparer.OrdinalIgnoreCase).Select(x => $"{place}: Invalid input, {x} is not defined in the referenced workflow."));
        problems.AddRange(call.Inputs.Where(x => x.Required && !inputs.Contains(x.Name, StringComparer.OrdinalIgnoreCase)).Select(x => $"{place}: Input {x.Name} is required, but not provided while calling."));
        if (job.InheritsSecrets)
            return;
        var secrets = Keys(job.Secrets);
        problems.AddRange(secrets.Except(call.RequiredBySecret.Keys, StringComparer.OrdinalIgnoreCase).Select(x => $"{place}: Invalid secret, {x} is not defined in the referenced workflow."));
        problems.AddRange(call.RequiredBySecret.Where(x => x.Value && !secrets.Contains(x.Key, StringComparer.OrdinalIgnoreCase)).Select(x => $"{place}: Secret {x.Key} is required, but not provided while calling."));
    }

    private static List<string> Keys(YamlMappingNode? mapping) => mapping is null ? [] : [.. mapping.Select(x => Yaml.Text(x.Key))];
}

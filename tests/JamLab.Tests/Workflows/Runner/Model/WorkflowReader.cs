using JamLab.Tests.Workflows.Runner.Expressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>A workflow's text to its model; all problems are thrown together.</summary>
public static class WorkflowReader
{
    /// <param name="path">Path from the root of the repository, for messages.</param>
    public static WorkflowModel Read(string path, string text)
    {
        var problems = new Problems(path);
        var model = Read(path, Root(path, text), problems);
        return problems.All.Count == 0 ? model : throw new WorkflowException(problems.All);
    }

    private static YamlNode Root(string path, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : throw new WorkflowException($"{path}: one YAML document was expected, there are {stream.Documents.Count}");
        }
        catch (YamlException e)
        {
            throw new WorkflowException($"{path}:{e.Start.Line}:{e.Start.Column}: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner says so of some flow sequences that are not closed, without a place.
            throw new WorkflowException($"{path}:1:1: this is no YAML");
        }
    }

    private static WorkflowModel Read(string path, YamlNode root, Problems problems)
    {
        var keys = problems.Keys(root, "the workflow", "name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs");
        if (!keys.ContainsKey("on") || !keys.ContainsKey("jobs"))
            problems.Add(root, "a workflow needs 'on' and 'jobs'");
        var jobs = keys.TryGetValue("jobs", out var node) && node is YamlMappingNode mapping ? JobReader.Read(mapping, problems) : [];
        if (node is not null && jobs.Count == 0)
            problems.Add(node, "the workflow has no job");
        return new WorkflowModel
        {
            Path = path,
            Name = problems.Text(keys.GetValueOrDefault("name"), Place.Nowhere) ?? path,
            RunName = problems.Text(keys.GetValueOrDefault("run-name"), Place.RunName),
            On = TriggerReader.Read(keys.GetValueOrDefault("on"), problems),
            Permissions = ReadPermissions(keys.GetValueOrDefault("permissions"), problems),
            Env = problems.Mapping(keys.GetValueOrDefault("env"), Place.WorkflowEnv, "env"),
            RunDefaults = ReadDefaults(keys.GetValueOrDefault("defaults"), Place.Nowhere, problems),
            Concurrency = ReadConcurrency(keys.GetValueOrDefault("concurrency"), Place.WorkflowConcurrency, problems),
            Jobs = jobs,
        };
    }

    internal static Permissions? ReadPermissions(YamlNode? node, Problems problems)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlScalarNode when Yaml.Text(node) is "read-all" or "write-all":
                return Permissions.All(Yaml.Text(node).Split('-')[0]);
            case YamlMappingNode mapping:
                var keys = problems.Keys(mapping, "permissions", [.. Permissions.Names]);
                foreach (var (name, value) in keys.Where(x => Yaml.Text(x.Value) is not ("read" or "write" or "none") || (x.Key == "models" && Yaml.Text(x.Value) == "write")))
                    problems.Add(value, $"'{Yaml.Text(value)}' is no permission of '{name}'; there are read, write and none");
                return new Permissions(keys.ToDictionary(x => x.Key, x => Yaml.Text(x.Value)));
            default:
                return problems.Fail<Permissions?>(node, "permissions must be read-all, write-all or a mapping", null);
        }
    }

    internal static YamlMappingNode? ReadDefaults(YamlNode? node, Place place, Problems problems)
    {
        if (node is null || !problems.Keys(node, "defaults", "run").TryGetValue("run", out var run))
            return null;
        _ = problems.Keys(run, "defaults.run", "shell", "working-directory");
        return problems.Mapping(run, place, "defaults.run");
    }

    internal static ConcurrencyModel? ReadConcurrency(YamlNode? node, Place place, Problems problems)
    {
        if (problems.Checked(node, place) is null)
            return null;
        if (node is YamlScalarNode)
            return new ConcurrencyModel(node, null, "single");
        var keys = problems.Keys(node!, "concurrency", "group", "cancel-in-progress", "queue");
        var queue = keys.TryGetValue("queue", out var given) ? Yaml.Text(given) : "single";
        if (queue is not ("single" or "max"))
            problems.Add(given!, "queue is single or max");
        return keys.TryGetValue("group", out var group)
            ? new ConcurrencyModel(group, keys.GetValueOrDefault("cancel-in-progress"), queue)
            : problems.Fail<ConcurrencyModel?>(node!, "concurrency needs a group", null);
    }
}

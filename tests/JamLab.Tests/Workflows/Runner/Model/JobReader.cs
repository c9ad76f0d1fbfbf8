using System.Text.RegularExpressions;
using JamLab.Tests.Workflows.Runner.Expressions;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>Reads <c>jobs</c>.</summary>
internal static partial class JobReader
{
    private static readonly string[] OfBoth = ["name", "needs", "if", "permissions", "concurrency", "strategy"];
    private static readonly string[] OfCall = [.. OfBoth, "uses", "with", "secrets"];
    private static readonly string[] OfSteps = [.. OfBoth, "runs-on", "environment", "outputs", "env", "defaults", "timeout-minutes", "continue-on-error", "steps"];

    public static IReadOnlyList<JobModel> Read(YamlMappingNode jobs, Problems problems)
    {
        var result = jobs.Select(x => Read(x.Key, Yaml.Text(x.Key), x.Value, problems)).ToList();
        var ids = result.Select(x => x.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var job in result)
        {
            foreach (var need in job.Needs.Where(x => !ids.Contains(x)))
                problems.Add(jobs, $"job '{job.Id}' needs '{need}', which does not exist");
        }

        CheckCycles(result, jobs, problems);
        return result;
    }

    private static JobModel Read(YamlNode at, string id, YamlNode node, Problems problems)
    {
        if (!Identifier().IsMatch(id))
            problems.Add(at, $"'{id}' is no id of a job: letters, digits, - and _, the first a letter or _");
        var isCall = node is YamlMappingNode mapping && mapping.Children.ContainsKey("uses");
        var keys = problems.Keys(node, $"job '{id}'", isCall ? OfCall : OfSteps);
        if (!isCall && (!keys.ContainsKey("runs-on") || !keys.ContainsKey("steps")))
            problems.Add(at, $"job '{id}' needs runs-on and steps");
        var secrets = keys.GetValueOrDefault("secrets");
        var inherit = secrets is YamlScalarNode;
        if (inherit && Yaml.Text(secrets!) != "inherit")
            problems.Add(secrets!, "secrets of a call are 'inherit' or a mapping");
        return new JobModel
        {
            Id = id,
            Name = problems.Text(keys.GetValueOrDefault("name"), Place.Job),
            Needs = problems.Strings(keys.GetValueOrDefault("needs"), "needs"),
            If = problems.Condition(keys.GetValueOrDefault("if"), Place.JobIf),
            RunsOn = RunsOn(keys.GetValueOrDefault("runs-on"), problems),
            Environment = Environment(keys.GetValueOrDefault("environment"), problems),
            Concurrency = WorkflowReader.ReadConcurrency(keys.GetValueOrDefault("concurrency"), Place.Job, problems),
            Outputs = problems.Mapping(keys.GetValueOrDefault("outputs"), Place.JobOutput, "outputs"),
            Env = problems.Mapping(keys.GetValueOrDefault("env"), Place.JobEnv, "env"),
            RunDefaults = WorkflowReader.ReadDefaults(keys.GetValueOrDefault("defaults"), Place.JobDefaults, problems),
            Strategy = Strategy(keys.GetValueOrDefault("strategy"), problems),
            Permissions = WorkflowReader.ReadPermissions(keys.GetValueOrDefault("permissions"), problems),
            TimeoutMinutes = problems.Checked(keys.GetValueOrDefault("timeout-minutes"), Place.Job),
            ContinueOnError = problems.Checked(keys.GetValueOrDefault("continue-on-error"), Place.Job),
            Uses = problems.Text(keys.GetValueOrDefault("uses"), Place.Nowhere),
            With = problems.Mapping(keys.GetValueOrDefault("with"), Place.Job, "with"),
            Secrets = inherit ? null : problems.Mapping(secrets, Place.JobSecrets, "secrets"),
            InheritsSecrets = inherit,
            Steps = keys.TryGetValue("steps", out var steps) ? StepReader.Read(steps, problems) : [],
        };
    }

    private static YamlNode? RunsOn(YamlNode? node, Problems problems)
    {
        if (node is YamlMappingNode)
            _ = problems.Keys(node, "runs-on", "group", "labels");
        else if (node is not null && problems.Strings(node, "runs-on").Count == 0)
            problems.Add(node, "runs-on names no runner");
        return problems.Checked(node, Place.Job);
    }

    private static YamlNode? Environment(YamlNode? node, Problems problems)
    {
        if (node is not YamlMappingNode)
            return problems.Checked(node, Place.Job);
        var keys = problems.Keys(node, "environment", "name", "url", "deployment");
        if (!keys.ContainsKey("name"))
            problems.Add(node, "environment needs a name");
        problems.Checked(keys.GetValueOrDefault("name"), Place.Job);
        problems.Checked(keys.GetValueOrDefault("url"), Place.EnvironmentUrl);
        return node;
    }

    private static StrategyModel? Strategy(YamlNode? node, Problems problems)
    {
        if (node is null)
            return null;
        problems.Checked(node, Place.Strategy);
        var keys = problems.Keys(node, "strategy", "matrix", "fail-fast", "max-parallel");
        return new StrategyModel(keys.GetValueOrDefault("matrix"), keys.GetValueOrDefault("fail-fast"), keys.GetValueOrDefault("max-parallel"));
    }

    private static void CheckCycles(List<JobModel> jobs, YamlNode at, Problems problems)
    {
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (jobs.Find(x => !done.Contains(x.Id) && x.Needs.All(y => done.Contains(y) || !jobs.Exists(z => z.Id.Equals(y, StringComparison.OrdinalIgnoreCase)))) is { } next)
            done.Add(next.Id);
        if (done.Count < jobs.Select(x => x.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count())
            problems.Add(at, $"jobs need each other in a circle: {string.Join(", ", jobs.Where(x => !done.Contains(x.Id)).Select(x => x.Id))}");
    }

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_-]*$")]
    internal static partial Regex Identifier();
}

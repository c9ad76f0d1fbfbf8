using JamLab.Tests.Workflows.Runner.Expressions;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>Reads <c>on</c>.</summary>
internal static class TriggerReader
{
    private const int MostInputs = 25;
    private static readonly string[] Known = ["push", "pull_request", "workflow_dispatch", "workflow_call", "schedule", "merge_group"];

    public static Triggers Read(YamlNode? node, Problems problems)
    {
        var bodies = Bodies(node, problems);
        foreach (var (name, (at, _)) in bodies.Where(x => !Known.Contains(x.Key)))
            problems.Add(at, $"this runner does not know the event '{name}'; it knows {string.Join(", ", Known)}");
        return new Triggers
        {
            Events = bodies.ToDictionary(x => x.Key, x => Filter(x.Key, x.Value.Body, problems)),
            Schedules = bodies.TryGetValue("schedule", out var schedule) ? Schedules(schedule.Body, schedule.At, problems) : [],
            DispatchInputs = bodies.TryGetValue("workflow_dispatch", out var dispatch) && dispatch.Body is not null
                ? Inputs(problems.Keys(dispatch.Body, "workflow_dispatch", "inputs").GetValueOrDefault("inputs"), true, problems)
                : [],
            Call = bodies.TryGetValue("workflow_call", out var call) ? Call(call.Body, problems) : null,
        };
    }

    private static Dictionary<string, (YamlNode At, YamlNode? Body)> Bodies(YamlNode? node, Problems problems) => node switch
    {
        null => [],
        YamlMappingNode mapping => mapping.ToDictionary(x => Yaml.Text(x.Key), x => (x.Key, x.Value is YamlScalarNode ? null : (YamlNode?)x.Value)),
        _ => problems.Strings(node, "on").Distinct().ToDictionary(x => x, _ => (node, (YamlNode?)null)),
    };

    private static EventFilter Filter(string name, YamlNode? body, Problems problems)
    {
        string[] known = name switch
        {
            "push" => ["branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore"],
            "pull_request" => ["types", "branches", "branches-ignore", "paths", "paths-ignore"],
            "merge_group" => ["types", "branches", "branches-ignore"],
            _ => [],
        };
        if (body is null || known.Length == 0)
            return new EventFilter(new Dictionary<string, IReadOnlyList<string>>());
        var filters = problems.Keys(body, name, known).ToDictionary(x => x.Key, x => problems.Strings(x.Value, x.Key));
        foreach (var filter in filters.Keys.Where(x => filters.ContainsKey(x + "-ignore")))
            problems.Add(body, $"{name} has both {filter} and {filter}-ignore");
        foreach (var (filter, patterns) in filters.Where(x => x.Key is "branches" or "tags" or "paths" && x.Value.All(y => y.StartsWith('!'))))
            problems.Add(body, $"{filter} of {name} takes nothing: a pattern with ! needs one without it before");
        return new EventFilter(filters);
    }

    private static List<string> Schedules(YamlNode? body, YamlNode at, Problems problems)
    {
        if (body is not YamlSequenceNode sequence)
            return problems.Fail<List<string>>(at, "schedule must be a list of cron entries", []);
        var crons = new List<string>();
        foreach (var entry in sequence)
        {
            var cron = problems.Keys(entry, "schedule", "cron", "timezone").TryGetValue("cron", out var node) ? Yaml.Text(node) : "";
            if (cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5)
                problems.Add(entry, $"'{cron}' is no cron expression of five fields");
            crons.Add(cron);
        }

        return crons;
    }

    private static CallModel Call(YamlNode? body, Problems problems)
    {
        var keys = body is null ? new Dictionary<string, YamlNode>() : problems.Keys(body, "workflow_call", "inputs", "secrets", "outputs");
        var secrets = keys.TryGetValue("secrets", out var given) ? problems.Keys(given, "workflow_call.secrets") : new Dictionary<string, YamlNode>();
        var outputs = keys.TryGetValue("outputs", out var results) ? problems.Keys(results, "workflow_call.outputs") : new Dictionary<string, YamlNode>();
        return new CallModel(
            Inputs(keys.GetValueOrDefault("inputs"), false, problems),
            secrets.ToDictionary(x => x.Key, x => problems.Keys(x.Value, "a secret", "description", "required").TryGetValue("required", out var required) && Yaml.Text(required) == "true", StringComparer.OrdinalIgnoreCase),
            outputs.ToDictionary(x => x.Key, x => Output(x.Value, problems)));
    }

    private static string Output(YamlNode node, Problems problems) =>
        problems.Keys(node, "an output", "description", "value").TryGetValue("value", out var value)
            ? problems.Text(value, Place.WorkflowOutput)!
            : problems.Fail(node, "an output needs a value", "");

    private static List<InputModel> Inputs(YamlNode? node, bool dispatch, Problems problems)
    {
        if (node is null)
            return [];
        var inputs = problems.Keys(node, "inputs");
        if (dispatch && inputs.Count > MostInputs)
            problems.Add(node, $"{inputs.Count} inputs: workflow_dispatch takes at most {MostInputs}");
        return [.. inputs.Select(x => Input(x.Key, x.Value, dispatch, problems))];
    }

    private static InputModel Input(string name, YamlNode node, bool dispatch, Problems problems)
    {
        var keys = problems.Keys(node, $"input '{name}'", dispatch ? ["description", "type", "required", "default", "options"] : ["description", "type", "required", "default"]);
        var type = keys.TryGetValue("type", out var given) ? Yaml.Text(given) : dispatch ? "string" : "";
        if (type is not ("string" or "boolean" or "number") && !(dispatch && type is "choice" or "environment"))
            problems.Add(node, $"'{type}' is no type of input '{name}'");
        var options = problems.Strings(keys.GetValueOrDefault("options"), "options");
        if (type == "choice" && options.Count == 0)
            problems.Add(node, $"input '{name}' is a choice without options");
        var otherwise = problems.Checked(keys.GetValueOrDefault("default"), dispatch ? Place.Nowhere : Place.InputDefault) as YamlScalarNode;
        if (type == "choice" && otherwise is not null && !options.Contains(Yaml.Text(otherwise)))
            problems.Add(otherwise, $"default '{Yaml.Text(otherwise)}' of input '{name}' is none of its options");
        if (otherwise is not null && !Yaml.HasExpression(otherwise) && !IsOfType(type, Yaml.Scalar(otherwise)))
            problems.Add(otherwise, $"default '{Yaml.Text(otherwise)}' of input '{name}' is no {type}");
        return new InputModel(name, type, keys.TryGetValue("required", out var required) && Yaml.Text(required) == "true", otherwise, options);
    }

    private static bool IsOfType(string type, Value value) => type switch
    {
        "boolean" => value is BooleanValue,
        "number" => value is NumberValue,
        _ => value is StringValue or NullValue,
    };
}

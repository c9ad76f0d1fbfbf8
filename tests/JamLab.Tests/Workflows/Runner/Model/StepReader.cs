using JamLab.Tests.Workflows.Runner.Expressions;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>Reads <c>steps</c>.</summary>
internal static class StepReader
{
    private static readonly string[] OfBoth = ["id", "name", "if", "env", "continue-on-error", "timeout-minutes"];
    private static readonly string[] OfRun = [.. OfBoth, "run", "shell", "working-directory"];
    private static readonly string[] OfUses = [.. OfBoth, "uses", "with"];

    public static IReadOnlyList<StepModel> Read(YamlNode node, Problems problems)
    {
        if (node is not YamlSequenceNode { Children.Count: > 0 } sequence)
            return problems.Fail<IReadOnlyList<StepModel>>(node, "steps must be a list of at least one step", []);
        var result = sequence.Select(x => ReadStep(x, problems)).ToList();
        foreach (var twice in result.Where(x => x.Id is not null).GroupBy(x => x.Id!, StringComparer.OrdinalIgnoreCase).Where(x => x.Count() > 1))
            problems.Add(node, $"The identifier '{twice.Key}' may not be used more than once within the same scope.");
        return result;
    }

    private static StepModel ReadStep(YamlNode node, Problems problems)
    {
        var isUses = node is YamlMappingNode mapping && mapping.Children.ContainsKey("uses");
        var keys = problems.Keys(node, "a step", isUses ? OfUses : OfRun);
        if (!isUses && !keys.ContainsKey("run"))
            problems.Add(node, "a step needs run or uses");
        var id = keys.TryGetValue("id", out var given) ? Yaml.Text(given) : null;
        if (id is not null && !JobReader.Identifier().IsMatch(id))
            problems.Add(given!, $"'{id}' is no id of a step: letters, digits, - and _, the first a letter or _");
        return new StepModel
        {
            Id = id,
            Name = problems.Text(keys.GetValueOrDefault("name"), Place.StepValue),
            If = problems.Condition(keys.GetValueOrDefault("if"), Place.StepIf),
            Run = problems.Text(keys.GetValueOrDefault("run"), Place.StepValue),
            Uses = problems.Text(keys.GetValueOrDefault("uses"), Place.Nowhere),
            Shell = problems.Text(keys.GetValueOrDefault("shell"), Place.Nowhere),
            WorkingDirectory = problems.Text(keys.GetValueOrDefault("working-directory"), Place.StepValue),
            With = problems.Mapping(keys.GetValueOrDefault("with"), Place.StepValue, "with"),
            Env = problems.Mapping(keys.GetValueOrDefault("env"), Place.StepValue, "env"),
            ContinueOnError = problems.Checked(keys.GetValueOrDefault("continue-on-error"), Place.StepValue),
            TimeoutMinutes = problems.Checked(keys.GetValueOrDefault("timeout-minutes"), Place.StepValue),
        };
    }
}

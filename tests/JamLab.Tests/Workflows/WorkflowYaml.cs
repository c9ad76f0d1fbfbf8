using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows;

/// <summary>A workflow's file as somebody else reads it.</summary>
internal sealed class WorkflowYaml(YamlMappingNode root)
{
    public YamlMappingNode Root => root;

    public IReadOnlyDictionary<string, WorkflowJob> Jobs { get; } =
        ((YamlMappingNode)root["jobs"]).Children.ToDictionary(job => ((YamlScalarNode)job.Key).Value!, job => new WorkflowJob((YamlMappingNode)job.Value));

    public static WorkflowYaml Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new WorkflowYaml((YamlMappingNode)stream.Documents[0].RootNode);
    }
}

internal sealed class WorkflowJob(YamlMappingNode node)
{
    public YamlMappingNode Node => node;

    public IReadOnlyList<YamlMappingNode> Steps => node.Children.TryGetValue("steps", out var steps) ? [.. ((YamlSequenceNode)steps).Cast<YamlMappingNode>()] : [];

    public string? Text(string key) => node.Children.TryGetValue(key, out var value) && value is YamlScalarNode scalar ? scalar.Value : null;

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Cells() =>
        node.Children.TryGetValue("strategy", out var strategy) && ((YamlMappingNode)strategy["matrix"]).Children.TryGetValue("include", out var include)
            ? [.. ((YamlSequenceNode)include).Cast<YamlMappingNode>().Select(cell => cell.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!))]
            : [];
}

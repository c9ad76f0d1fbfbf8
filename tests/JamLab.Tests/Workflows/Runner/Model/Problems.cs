using JamLab.Tests.Workflows.Runner.Expressions;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>Reads keys of mappings and collects what is wrong; an unknown key is an error, so that nothing is ignored silently.</summary>
internal sealed class Problems(string file)
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(YamlNode at, string message) => _all.Add($"{Yaml.Place(file, at)}: {message}");

    public IReadOnlyDictionary<string, YamlNode> Keys(YamlNode node, string what, params string[] known)
    {
        var result = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        if (node is not YamlMappingNode mapping)
        {
            if (Yaml.Text(node).Length > 0 || node is not YamlScalarNode)
                Add(node, $"{what} must be a mapping");
            return result;
        }

        foreach (var (key, value) in mapping)
        {
            var name = ((YamlScalarNode)key).Value ?? "";
            if (known.Length > 0 && !known.Contains(name))
                Add(key, $"'{name}' is not known in {what}; this runner does {string.Join(", ", known)}");
            result[name] = value;
        }

        return result;
    }

    public IReadOnlyList<string> Strings(YamlNode? node, string what) => node switch
    {
        null => [],
        YamlSequenceNode sequence => [.. sequence.Select(Yaml.Text)],
        YamlScalarNode { Value.Length: > 0 } => [Yaml.Text(node)],
        _ => Fail<IReadOnlyList<string>>(node, $"{what} must be a string or a list of strings", []),
    };

    public T Fail<T>(YamlNode at, string message, T result)
    {
        Add(at, message);
        return result;
    }

    /// <summary>Checks all expressions below the node against what is available at the place.</summary>
    public YamlNode? Checked(YamlNode? node, Place place)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping)
                {
                    Checked(key, place);
                    Checked(value, place);
                }

                break;
            case YamlSequenceNode sequence:
                foreach (var item in sequence)
                    Checked(item, place);
                break;
            case YamlScalarNode { Value: { } text } when text.Contains("${{", StringComparison.Ordinal):
                Try(node, () => Template.Check(text, place));
                break;
        }

        return node;
    }

    public YamlMappingNode? Mapping(YamlNode? node, Place place, string what) => Checked(node, place) switch
    {
        null => null,
        YamlMappingNode mapping => mapping,
        var other => Fail<YamlMappingNode?>(other, $"{what} must be a mapping", null),
    };

    public string? Text(YamlNode? node, Place place) => Checked(node, place) is { } found ? Yaml.Text(found) : null;

    public string? Condition(YamlNode? node, Place place)
    {
        if (node is null)
            return null;
        var text = Yaml.Text(node);
        if (text.Trim().Length > 0)
            Try(node, () => Template.CheckCondition(text, place));
        return text;
    }

    private void Try(YamlNode at, Action check)
    {
        try
        {
            check();
        }
        catch (ExpressionException e)
        {
            Add(at, e.Message);
        }
    }
}

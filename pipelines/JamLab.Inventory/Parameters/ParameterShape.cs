using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Parameters;

/// <summary>The value of <c>parameters:</c>, a mapping from roles to theirs. Which roles and parameters there are comes with the <see cref="Reading"/>, for they are not the format's.</summary>
internal sealed class ParameterShape : Shape<IReadOnlyList<Named<string, Section>>>
{
    /// <summary>Where the JSON schema says it, once for all places.</summary>
    public const string Definition = "parameters";

    public override string Name => "parameters by role";

    public override JsonObject Schema() => new() { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/definitions/{Definition}" }) };

    /// <summary>What <see cref="Schema"/> refers to.</summary>
    public static JsonObject SchemaOf(IReadOnlyList<RoleDescription> roles)
    {
        var properties = new JsonObject();
        foreach (var role in roles)
        {
            var schema = RecordOf(role).Schema();
            schema["description"] = role.Summary;
            properties[role.Name] = schema;
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out IReadOnlyList<Named<string, Section>> value)
    {
        value = null;
        if (node is not YamlMap { Tag: null } map)
            return Refuse(node, subject, reading, "a mapping from roles to their parameters", node is YamlList ? "write each role as `name:` with its parameters indented below, without the dash" : null);
        var entries = new List<Named<string, Section>>(map.Entries.Count);
        foreach (var (key, content) in map.Entries)
        {
            if (!reading.Roles.TryGetValue(key.Text, out var role))
                reading.Problems.Error(Codes.UnknownRole, key.Span, $"there is no role {Show.Value(key.Text)}", Nearest.Hint(key.Text, reading.Roles.Keys) ?? $"the roles are {Show.Names([.. reading.Roles.Keys], 12)}");
            else if (role.TryRead(content, new Subject(key.Text, key.Span), reading, out var section))
                entries.Add(new Named<string, Section>(new Sourced<string>(key.Text, key.Span), section));
        }

        value = entries;
        return true;
    }

    public static RecordShape RecordOf(RoleDescription role) => Record($"the role {role.Name}", role.Parameters);

    public static RecordShape Record(string what, IReadOnlyList<ParameterDescription> parameters) =>
        new(what, [.. parameters.Select(one => new Key<object>(one.Name, one.Kind.Shape, one.Doc) { Also = [.. one.Also], Example = one.Example })]) { Noun = "parameter", UnknownCode = Codes.UnknownParameter };

    /// <summary>The nearest layer's value of each key, the nearest last.</summary>
    public static Dictionary<string, Sourced<object>> Values(RecordShape record, IReadOnlyList<Section> layers)
    {
        var values = new Dictionary<string, Sourced<object>>(StringComparer.Ordinal);
        foreach (var key in record.Keys)
        {
            for (var i = layers.Count - 1; i >= 0; i--)
            {
                if (layers[i].Get((Key<object>)key) is not { } found)
                    continue;
                values.Add(key.Name, found);
                break;
            }
        }

        return values;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Model;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Format;

/// <summary>An entry that the user named.</summary>
internal sealed record Named<TName, T>(Sourced<TName> Name, T Value);

/// <summary>A mapping whose keys are names that the user chooses; <paramref name="what"/> is what one entry is: a VM, a group.</summary>
internal sealed class MapShape<TName, T>(string what, ScalarShape<TName> name, string namePattern, Shape<T> value) : Shape<IReadOnlyList<Named<TName, T>>>
{
    public override string Name => $"{what} by name";

    public override (RecordShape Record, string Path)? Inner => value.Inner is { } inner ? (inner.Record, ".<name>" + inner.Path) : null;

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["patternProperties"] = new JsonObject { [namePattern] = value.Schema() },
        ["additionalProperties"] = false,
    };

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out IReadOnlyList<Named<TName, T>> read)
    {
        read = null;
        if (node is not YamlMap { Tag: null } map)
        {
            var help = node is YamlList ? "write each as `name:` with its keys indented below, without the dash" : node is YamlScalar { IsNull: true } ? "write the entries below it, indented, or delete the key" : null;
            return Refuse(node, subject, reading, $"a mapping from names to {what}", help);
        }

        var entries = new List<Named<TName, T>>(map.Entries.Count);
        foreach (var (key, content) in map.Entries)
        {
            var parsed = name.Parse(key);
            if (parsed.Mistake is { } mistake)
                reading.Problems.Error(mistake.Code, key.Span, mistake.Message, mistake.Help);
            if (!value.TryRead(content, new Subject(key.Text, key.Span), reading, out var one) || parsed.Mistake is not null)
                reading.BrokenNames.Add(key.Text);
            else
                entries.Add(new Named<TName, T>(new Sourced<TName>(parsed.Value!, key.Span), one));
        }

        read = entries;
        return true;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Text;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Format;

/// <summary>A mapping with known keys. <paramref name="what"/> is the thing it describes: a VM, the lab.</summary>
internal sealed class RecordShape(string what, params Key[] keys) : Shape<Section>
{
    private readonly Dictionary<string, Key> _keys = keys.ToDictionary(key => key.Name, StringComparer.Ordinal);

    public override string Name => Short is null ? "mapping" : $"mapping, or just its {Short.Name}";

    public override (RecordShape Record, string Path)? Inner => (this, "");

    public IReadOnlyList<Key> Keys => keys;

    /// <summary>The one key that a bare value stands for: <c>hypervisor: qemu</c> is <c>hypervisor: {kind: qemu}</c>.</summary>
    public Key? Short { get; init; }

    /// <summary>What messages call a key: "key" or "parameter".</summary>
    public string Noun { get; init; } = "key";

    /// <summary>The code for a key that is not known.</summary>
    public string UnknownCode { get; init; } = Codes.UnknownKey;

    /// <summary>Whether a name with nothing behind it is fine, as for a group that only gathers hosts.</summary>
    public bool MayBeEmpty { get; init; }

    public override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var schema = key.Shape.Schema();
            schema["description"] = key.Doc;
            if (key.Example is { } example && !schema.ContainsKey("examples") && (schema["type"] is JsonArray || schema["type"]?.GetValue<string>() == "string"))
                schema["examples"] = new JsonArray(example);
            properties[key.Name] = schema;
        }

        var json = new JsonObject { ["type"] = MayBeEmpty ? new JsonArray("object", "null") : "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (keys.Any(key => key.Required))
            json["required"] = new JsonArray([.. keys.Where(key => key.Required).Select(key => (JsonNode)key.Name)]);
        return Short is null ? json : new JsonObject { ["oneOf"] = new JsonArray(Short.Shape.Schema(), json) };
    }

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out Section value)
    {
        value = new Section(subject.Place);
        if (Short is not null && node is YamlScalar { IsNull: false } scalar)
        {
            Short.ReadInto(value, new YamlScalar(subject.Place, null, subject.Name, true), scalar, reading);
            return true;
        }

        if (MayBeEmpty && node is YamlScalar { IsNull: true })
            return true;
        if (node is not YamlMap { Tag: null } map)
            return Refuse(node, subject, reading, "a mapping", node is YamlScalar { IsNull: true } ? $"write its {Noun}s below it, indented: {string.Join(", ", keys.Take(4).Select(key => key.Name))}, …" : $"its {Noun}s are {string.Join(", ", keys.Take(6).Select(key => key.Name))}{(keys.Length > 6 ? ", …" : "")}");

        foreach (var (key, content) in map.Entries)
        {
            if (_keys.TryGetValue(key.Text, out var known))
                known.ReadInto(value, key, content, reading);
            else if (!reading.IsSecret(content))
            {
                var meant = Meant(key.Text);
                reading.Problems.Error(UnknownCode, key.Span, $"{what} has no {Noun} {Show.Value(key.Text)}", meant is null ? Keys.Count == 0 ? $"it has no {Noun}s" : $"its {Noun}s are {string.Join(", ", keys.Select(one => one.Name))}" : $"did you mean {meant.Name}?");
                // What was meant is not missing as well.
                if (meant is not null && !value.Mentions(meant) && map.Entries.All(entry => entry.Key.Text != meant.Name))
                    value.SetBroken(meant, key.Span);
            }
        }

        foreach (var key in keys)
        {
            if (key.Required && !value.Mentions(key))
                reading.Problems.Error(Codes.Missing, subject.Place, $"{(subject.Name.Contains(' ', StringComparison.Ordinal) ? subject.Name : Show.Value(subject.Name))} has no {key.Name}", $"add {key.Name}: {key.Doc[..1].ToLowerInvariant()}{key.Doc[1..].TrimEnd('.')}");
        }

        return true;
    }

    private Key? Meant(string written)
    {
        var plain = written.Replace('-', '_').ToLowerInvariant();
        return keys.FirstOrDefault(key => key.Name == plain || key.Also.Contains(plain)) ?? (Nearest.Find(written, _keys.Keys) is { } near ? _keys[near] : null);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Text;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Format;

/// <summary>One word or number. <paramref name="expected"/> completes "takes …" in messages.</summary>
internal sealed class ScalarShape<T>(string name, string expected, Func<string, Parsed<T>> parse, Action<JsonObject> schema, params string[] examples) : Shape<T>
{
    public override string Name => name;

    public override JsonObject Schema()
    {
        var json = new JsonObject();
        schema(json);
        if (examples.Length > 0)
            json["examples"] = new JsonArray([.. examples.Select(one => json["type"]?.GetValue<string>() == "integer" ? JsonValue.Create(int.Parse(one)) : (JsonNode)JsonValue.Create(one))]);
        return json;
    }

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not YamlScalar { IsNull: false, Tag: null } scalar || reading.IsSecret(node))
            return Refuse(node, subject, reading, expected, node is YamlMap or YamlList ? "write it on one line" : examples.Length > 0 ? $"for example: {subject.Name}: {examples[0]}" : null);
        var parsed = Parse(scalar);
        if (parsed.Mistake is { } mistake)
        {
            // Numbers and units say little without the key's name; a name or an address speaks for itself.
            var whose = mistake.Code is Codes.BadNumber or Codes.BadSize or Codes.BadDuration or Codes.NotAChoice or Codes.WrongType ? $"{subject.Name}: " : "";
            reading.Problems.Error(mistake.Code, node.Span, whose + mistake.Message, mistake.Help);
            return false;
        }

        value = parsed.Value!;
        return true;
    }

    /// <summary>What a text would become; <see cref="MapShape{TName,T}"/> reads its names by it.</summary>
    public Parsed<T> Parse(YamlScalar scalar)
    {
        var parsed = parse(scalar.Text);
        var wantsPlain = typeof(T) == typeof(int) || typeof(T) == typeof(bool);
        return wantsPlain && !scalar.IsPlain && parsed.Mistake is null
            ? new Mistake(Codes.WrongType, $"{Show.Value(scalar.Text)} is in quotes, which makes it text", "delete the quotes")
            : parsed;
    }
}

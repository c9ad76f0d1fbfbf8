using System.Text.Json;

namespace Nuke.Common.Output;

/// <summary>What can be typed, read from <c>.nuke/build.schema.json</c>, so that completing loads no build.</summary>
internal sealed record CompletionModel(IReadOnlyList<string> Targets, IReadOnlyList<CompletionParameter> Parameters)
{
    /// <summary>Null when the file is not a build's schema: then there is nothing to offer.</summary>
    public static CompletionModel? Parse(string schema)
    {
        try
        {
            using var document = JsonDocument.Parse(schema);
            var definitions = document.RootElement.GetProperty("definitions");
            var groups = document.RootElement.GetProperty("allOf").EnumerateArray().Append(definitions.GetProperty("NukeBuild"))
                .Where(g => g.TryGetProperty("properties", out _));
            return new CompletionModel(
                Values(definitions.GetProperty("ExecutableTarget"), definitions),
                [.. groups.SelectMany(g => g.GetProperty("properties").EnumerateObject()).Select(p => Parameter(p, definitions))]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static CompletionParameter Parameter(JsonProperty property, JsonElement definitions)
    {
        var type = property.Value.TryGetProperty("type", out var named) ? named.GetString() : null;
        var item = property.Value.TryGetProperty("items", out var items) ? items : property.Value;
        return new CompletionParameter(property.Name, type == "boolean", type == "array", Values(item, definitions));
    }

    private static IReadOnlyList<string> Values(JsonElement element, JsonElement definitions)
    {
        const string Prefix = "#/definitions/";
        if (element.TryGetProperty("$ref", out var reference) && reference.GetString() is { } name && name.StartsWith(Prefix, StringComparison.Ordinal))
            element = definitions.GetProperty(name[Prefix.Length..]);
        return element.TryGetProperty("enum", out var values) ? [.. values.EnumerateArray().Select(v => v.GetString()!)] : [];
    }
}

internal sealed record CompletionParameter(string Name, bool IsSwitch, bool IsList, IReadOnlyList<string> Values)
{
    public string Dashed => ParameterText.Dashed(Name);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>
/// <c>.nuke/build.schema.json</c>: describes <c>parameters.json</c> to editors, and the build to completion and NUKE's tools.
/// The layout is NUKE 10's (draft-04; own parameters and NukeBuild's joined by <c>allOf</c>); the bytes depend on the build alone.
/// </summary>
internal static class BuildSchema
{
    /// <summary>NUKE's own words: its tool finds the secret parameters by them.</summary>
    private const string SecretDefault = "Secrets must be entered via 'nuke :secrets [profile]'";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Create(IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ParameterMember> parameters)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-04/schema#",
            ["definitions"] = new JsonObject
            {
                ["Host"] = Enumeration(Host.Names),
                ["ExecutableTarget"] = Enumeration(targets.Where(t => t.Listed).Select(t => t.Name).Order(StringComparer.Ordinal)),
                ["Verbosity"] = Enumeration(Enum.GetNames<Verbosity>()),
                ["NukeBuild"] = Properties(parameters.Where(p => p.IsBuiltIn)),
            },
            ["allOf"] = new JsonArray(
                Properties(parameters.Where(p => !p.IsBuiltIn)),
                new JsonObject { ["$ref"] = "#/definitions/NukeBuild" }),
        };
        return schema.ToJsonString(Format).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Enumeration(IEnumerable<string> values) => new() { ["type"] = "string", ["enum"] = Array(values) };

    private static JsonObject Properties(IEnumerable<ParameterMember> parameters)
    {
        var properties = new JsonObject();
        foreach (var parameter in parameters.Where(p => p.IsListed).OrderBy(p => p.Name, StringComparer.Ordinal))
            properties[parameter.Name] = Property(parameter);
        return new JsonObject { ["properties"] = properties };
    }

    private static JsonObject Property(ParameterMember parameter)
    {
        var property = new JsonObject();
        var item = Item(parameter);
        var isList = ParameterText.IsList(parameter);
        if (isList)
            property["type"] = "array";
        else if (item["type"] is { } type)
            property["type"] = type.DeepClone();
        if (parameter.Description is { Length: > 0 } description)
            property["description"] = description;
        if (parameter.IsSecret)
            property["default"] = SecretDefault;
        if (isList)
            property["items"] = item;
        else
            foreach (var (name, value) in item.Where(p => p.Key != "type"))
                property[name] = value!.DeepClone();
        return property;
    }

    private static JsonObject Item(ParameterMember parameter)
    {
        var type = ParameterText.ItemType(parameter);
        if (type == typeof(Verbosity))
            return new JsonObject { ["$ref"] = "#/definitions/Verbosity" };
        if (typeof(Host).IsAssignableFrom(type))
            return new JsonObject { ["$ref"] = "#/definitions/Host" };
        if (parameter.IsBuiltIn && parameter.Name is "Target" or "Skip")
            return new JsonObject { ["$ref"] = "#/definitions/ExecutableTarget" };
        if (parameter.ValueSet.Count > 0)
            return Enumeration(parameter.ValueSet);
        return new JsonObject
        {
            ["type"] = type == typeof(bool) ? "boolean"
                : ParameterText.IsWhole(type) ? "integer"
                : type == typeof(double) || type == typeof(float) || type == typeof(decimal) ? "number"
                : "string",
        };
    }

    private static JsonArray Array(IEnumerable<string> values) => [.. values.Select(v => (JsonNode)v)];
}

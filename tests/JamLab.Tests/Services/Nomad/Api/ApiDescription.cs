using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>Nomad's published OpenAPI description, against which each request and each answer of the stand-in is held. It is older than Nomad 1.10: what it lacks is named here.</summary>
internal sealed class ApiDescription
{
    // developer.hashicorp.com/nomad/api-docs: jobs?meta (1.6), the client's files. As index the description has a header, where Nomad reads a query.
    private static readonly HashSet<string> LaterQueries = ["index", "meta"];
    private static readonly string[] Undescribed = ["/client/fs/logs/"];
    private static readonly HashSet<string> LaterFields = ["JobListStub.Meta", "Task.Schedule", "Job.UI"];

    private readonly YamlMappingNode _root;
    private readonly List<(string[] Parts, YamlMappingNode Operations)> _paths;

    private ApiDescription(YamlMappingNode root)
    {
        _root = root;
        _paths = [.. ((YamlMappingNode)root["paths"]).Children.Select(one => (((YamlScalarNode)one.Key).Value!.Split('/'), (YamlMappingNode)one.Value))];
    }

    public static string File { get; } = Path.Combine(Inventory.Repository.Root, "..", "shared", "oracles", "hashicorp", "nomad-openapi-v1.yaml");

    private static Lazy<ApiDescription?> Loaded { get; } = new(() =>
    {
        if (!System.IO.File.Exists(File))
            return null;
        var stream = new YamlStream();
        using var reader = new StreamReader(File);
        stream.Load(reader);
        return new ApiDescription((YamlMappingNode)stream.Documents[0].RootNode);
    });

    /// <summary>Null where the description does not lie beside the repository.</summary>
    public static ApiDescription? Find() => Loaded.Value;

    /// <summary>What of a request the description does not allow.</summary>
    public IEnumerable<string> RequestMistakes(string method, string path, IEnumerable<string> queries, string body)
    {
        if (Undescribed.Any(path.StartsWith))
            yield break;
        if (Operation(method, path) is not { } operation)
        {
            yield return $"{method} {path} is not described";
            yield break;
        }

        var known = (operation.Children.TryGetValue("parameters", out var list) ? ((YamlSequenceNode)list).Select(Resolved) : []).Where(one => Text(one, "in") == "query").Select(one => Text(one, "name")).ToHashSet();
        foreach (var query in queries.Where(one => !known.Contains(one) && !LaterQueries.Contains(one)))
            yield return $"{method} {path} has no query '{query}'";
        if (!operation.Children.TryGetValue("requestBody", out var wanted))
        {
            if (body.Length > 0)
                yield return $"{method} {path} takes no body";
            yield break;
        }

        // The description wants a variable's body even to delete it; Nomad does not.
        if (body.Length == 0)
        {
            if (method != "DELETE")
                yield return $"{method} {path} needs a body";
            yield break;
        }

        foreach (var mistake in Mistakes(JsonNode.Parse(body), (YamlMappingNode)Resolved(wanted)["content"]["application/json"]["schema"], "body", ""))
            yield return $"{method} {path}: {mistake}";
    }

    /// <summary>What of a successful answer of the stand-in the description does not know.</summary>
    public IEnumerable<string> AnswerMistakes(string method, string path, string body)
    {
        if (Undescribed.Any(path.StartsWith) || Operation(method, path) is not { } operation)
            return [];
        var response = Resolved(operation["responses"]["200"]);
        return response.Children.TryGetValue("content", out var content)
            ? Mistakes(JsonNode.Parse(body), (YamlMappingNode)content["application/json"]["schema"], "answer", "").Select(mistake => $"{method} {path}: {mistake}")
            : [];
    }

    private YamlMappingNode? Operation(string method, string path)
    {
        var parts = path.Split('/');
        return _paths.Where(one => Fits(one.Parts, parts) && one.Operations.Children.ContainsKey(method.ToLowerInvariant())).OrderBy(one => one.Parts.Count(part => part.StartsWith('{')))
            .Select(one => (YamlMappingNode)one.Operations[method.ToLowerInvariant()]).FirstOrDefault();
    }

    // A variable's path has slashes.
    private static bool Fits(string[] template, string[] parts) =>
        (template.Length == parts.Length || (template[^1] == "{path}" && parts.Length > template.Length))
        && template.Zip(parts).All(one => one.First.StartsWith('{') || one.First == one.Second);

    private IEnumerable<string> Mistakes(JsonNode? value, YamlMappingNode schema, string at, string owner)
    {
        if (schema.Children.TryGetValue("$ref", out var reference))
            owner = ((YamlScalarNode)reference).Value!.Split('/')[^1];
        schema = Resolved(schema);
        // {} allows anything: a driver's own settings.
        if (value is null || schema.Children.Count == 0)
            return [];
        return Text(schema, "type") switch
        {
            "object" or null when value is JsonObject map => map.SelectMany(one => Member(one.Key, one.Value, schema, at, owner)),
            "array" when value is JsonArray list => list.SelectMany((one, i) => Mistakes(one, (YamlMappingNode)schema["items"], $"{at}[{i}]", "")),
            "string" when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [],
            "boolean" when value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => [],
            "integer" when value.GetValueKind() == System.Text.Json.JsonValueKind.Number && long.TryParse(value.ToJsonString(), out _) => [],
            "number" when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => [],
            var type => [$"{at} is {value.GetValueKind()}, not {type ?? "object"}"],
        };
    }

    private IEnumerable<string> Member(string name, JsonNode? value, YamlMappingNode schema, string at, string owner)
    {
        if (schema.Children.TryGetValue("properties", out var properties) && ((YamlMappingNode)properties).Children.TryGetValue(name, out var known))
            return Mistakes(value, (YamlMappingNode)known, $"{at}.{name}", "");
        if (schema.Children.TryGetValue("additionalProperties", out var any))
            return any is YamlMappingNode inner ? Mistakes(value, inner, $"{at}.{name}", "") : [];
        return LaterFields.Contains($"{owner}.{name}") ? [] : [$"{at} has no '{name}' ({owner})"];
    }

    private YamlMappingNode Resolved(YamlNode node)
    {
        var map = (YamlMappingNode)node;
        if (!map.Children.TryGetValue("$ref", out var reference))
            return map;
        return ((YamlScalarNode)reference).Value!.Split('/').Skip(1).Aggregate((YamlMappingNode)_root, (at, part) => (YamlMappingNode)at[part]);
    }

    private static string? Text(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;
}

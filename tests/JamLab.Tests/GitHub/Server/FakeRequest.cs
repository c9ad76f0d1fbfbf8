using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace JamLab.Tests.GitHub.Server;

/// <summary>A request that was understood: <paramref name="Parts"/> are those of the path behind the repository.</summary>
internal sealed record FakeRequest(string Method, string Path, string[] Parts, IQueryCollection Query, byte[] Bytes, string Author, Uri Server)
{
    public JsonObject Body => JsonNode.Parse(Bytes)!.AsObject();

    public string? Asked(string name) => Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>One page of a list, with the Link header that leads to the next.</summary>
    public Answer Page(IEnumerable<JsonNode> items, string? under = null)
    {
        var all = items.ToList();
        var size = int.Parse(Asked("per_page") ?? "30");
        var page = int.Parse(Asked("page") ?? "1");
        var shown = new JsonArray([.. all.Skip((page - 1) * size).Take(size).Select(one => one.DeepClone())]);
        var query = string.Join('&', Query.Where(one => one.Key != "page").Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value.ToString())}").Append($"page={page + 1}"));
        return new Answer(200, under is null ? shown : new JsonObject { ["total_count"] = all.Count, [under] = shown })
        {
            Link = page * size < all.Count ? $"<{new Uri(Server, Path)}?{query}>; rel=\"next\"" : null,
        };
    }
}

/// <summary>What the server says; no body is an empty one.</summary>
internal sealed record Answer(int Status, JsonNode? Body = null)
{
    public string? Link { get; init; }

    public string? Text { get; init; }

    public string? Location { get; init; }

    public static Answer NotFound => new(404, new JsonObject { ["message"] = "Not Found" });

    public static Answer Invalid(string message) => new(422, new JsonObject { ["message"] = "Validation Failed", ["errors"] = new JsonArray(new JsonObject { ["message"] = message }) });
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace JamLab.Tests.GitHub.Server;

internal sealed partial class FakeGitHub
{
    /// <summary>Content by hash.</summary>
    public Dictionary<string, byte[]> Blobs { get; } = [];

    /// <summary>Path to blob, by the tree's hash.</summary>
    public Dictionary<string, SortedDictionary<string, string>> Trees { get; } = [];

    public Dictionary<string, JsonObject> Commits { get; } = [];

    public Dictionary<string, string> Refs { get; } = [];

    /// <summary>Puts a branch to a commit of these files, without asking anybody.</summary>
    public string Push(string branch, string author, params (string Path, string Text)[] files)
    {
        var tree = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, text) in files)
            tree[path] = Store(Encoding.UTF8.GetBytes(text));
        var parent = Refs.GetValueOrDefault($"heads/{branch}");
        return Refs[$"heads/{branch}"] = Commit("by hand", Store(tree), parent is null ? [] : [parent], author);
    }

    /// <summary>What a branch holds.</summary>
    public Dictionary<string, string> Files(string branch) =>
        Trees[(string)Commits[Refs[$"heads/{branch}"]]["tree"]!["sha"]!].ToDictionary(one => one.Key, one => Encoding.UTF8.GetString(Blobs[one.Value]));

    private Answer Git(FakeRequest request)
    {
        switch (request.Method, request.Parts)
        {
            case ("GET", ["commits", .. var name]):
                return Refs.TryGetValue($"heads/{string.Join('/', name)}", out var head) ? new Answer(200, Commits[head].DeepClone()) : Answer.NotFound;
            case ("GET", ["git", "commits", var sha]):
                return Commits.TryGetValue(sha, out var commit) ? new Answer(200, commit.DeepClone()) : Answer.NotFound;
            case ("POST", ["git", "blobs"]):
                return new Answer(201, new JsonObject { ["sha"] = Store(Convert.FromBase64String((string)request.Body["content"]!)) });
            case ("POST", ["git", "trees"]):
                var tree = new SortedDictionary<string, string>(Trees[(string)request.Body["base_tree"]!], StringComparer.Ordinal);
                foreach (var entry in request.Body["tree"]!.AsArray())
                {
                    if (!entry!.AsObject().ContainsKey("sha"))
                        return Answer.Invalid("a tree's entry without sha or content");
                    if (entry["sha"] is { } blob)
                        tree[(string)entry["path"]!] = (string)blob!;
                    else
                        tree.Remove((string)entry["path"]!);
                }

                return new Answer(201, new JsonObject { ["sha"] = Store(tree) });
            case ("POST", ["git", "commits"]):
                return new Answer(201, Commits[Commit((string)request.Body["message"]!, (string)request.Body["tree"]!, [.. request.Body["parents"]!.AsArray().Select(one => (string)one!)], request.Author)].DeepClone());
            case ("GET", ["git", "ref" or "refs", .. var name]):
                return Refs.TryGetValue(string.Join('/', name), out var at) ? new Answer(200, Reference(string.Join('/', name), at)) : Answer.NotFound;
            case ("POST", ["git", "refs"]):
                return Refs.TryAdd(((string)request.Body["ref"]!)["refs/".Length..], (string)request.Body["sha"]!) ? new Answer(201, Reference((string)request.Body["ref"]!, (string)request.Body["sha"]!)) : Answer.Invalid("Reference already exists");
            case ("PATCH", ["git", "refs", .. var name]):
                Refs[string.Join('/', name)] = (string)request.Body["sha"]!;
                return new Answer(200, Reference(string.Join('/', name), (string)request.Body["sha"]!));
            case ("GET", ["compare", var range]):
                return Compared(range.Split("...")[0], range.Split("...")[1]);
            default:
                return Answer.NotFound;
        }
    }

    private Answer Compared(string @base, string head)
    {
        var known = Line(@base).ToHashSet();
        var between = new JsonArray([.. Line(head).TakeWhile(one => !known.Contains(one)).Select(one => Commits[one].DeepClone())]);
        return new Answer(200, new JsonObject { ["total_commits"] = between.Count, ["commits"] = between });
    }

    private IEnumerable<string> Line(string head)
    {
        for (var at = head; at is not null; at = (string?)Commits[at]["parents"]!.AsArray().FirstOrDefault()?["sha"])
            yield return at;
    }

    private string Commit(string message, string tree, string[] parents, string author)
    {
        var sha = Hash(Encoding.UTF8.GetBytes($"{message}{tree}{string.Join(' ', parents)}{author}"));
        Commits[sha] = new JsonObject
        {
            ["sha"] = sha,
            ["message"] = message,
            ["tree"] = new JsonObject { ["sha"] = tree },
            ["author"] = User(author),
            ["parents"] = new JsonArray([.. parents.Select(one => new JsonObject { ["sha"] = one })]),
        };
        return sha;
    }

    private string Store(byte[] content)
    {
        var sha = Hash(content);
        Blobs[sha] = content;
        return sha;
    }

    private string Store(SortedDictionary<string, string> tree)
    {
        var sha = Hash(Encoding.UTF8.GetBytes(string.Concat(tree.Select(one => $"{one.Key} {one.Value}\n"))));
        Trees[sha] = tree;
        return sha;
    }

    private static JsonObject Reference(string name, string sha) => new() { ["ref"] = name, ["object"] = new JsonObject { ["sha"] = sha, ["type"] = "commit" } };

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..40];
}

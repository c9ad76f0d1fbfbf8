using System.Text;
using System.Text.Json.Nodes;
using JamLab.Inventory;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>
/// A service's secrets as a Nomad variable that only its own tasks can read (developer.hashicorp.com/nomad/docs/concepts/workload-identity). Each set of values is a
/// generation with a number, and the job's template names the number: new values replace instances one after the other as any change does, a deployment that fails goes
/// back to the values that it had, and plans and diffs show a number.
/// </summary>
public sealed class NomadSecrets
{
    // Versions that Nomad may go back to by itself, or be sent back to, keep their values.
    private const int Kept = 4;

    private NomadSecrets(IReadOnlyDictionary<string, Secret> values) => Values = values;

    public static NomadSecrets None { get; } = new(new Dictionary<string, Secret>());

    /// <summary>Values by environment variable.</summary>
    public IReadOnlyDictionary<string, Secret> Values { get; }

    public static NomadSecrets Of(IReadOnlyDictionary<string, Secret> values) => new(values);

    /// <summary>The variable that Nomad lets a job's tasks read without a policy.</summary>
    public static string PathOf(string job) => $"nomad/jobs/{job}";

    /// <summary>The generation of <paramref name="items"/> that holds exactly these values, or the number that a new one gets.</summary>
    internal (int Number, bool IsThere) Generation(IReadOnlyDictionary<string, string> items)
    {
        var numbers = Numbers(items);
        var same = numbers.Where(number => Same(items, number)).ToList();
        return same.Count > 0 ? (same.Max(), true) : (numbers.DefaultIfEmpty().Max() + 1, false);
    }

    /// <summary>The items with a generation more, without those that nobody goes back to; <paramref name="inUse"/> is what Nomad runs now.</summary>
    internal IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> items, int generation, string inUse)
    {
        var kept = Numbers(items).OrderDescending().Take(Kept).ToHashSet();
        var all = items.Where(one => Number(one.Key) is { } number && (kept.Contains(number) || inUse.Contains(Prefix(number), StringComparison.Ordinal))).ToDictionary();
        foreach (var (name, value) in Values)
            all[Prefix(generation) + name] = value.Reveal();
        return all;
    }

    /// <summary>Names whose values differ from the latest generation's, and names that come or go.</summary>
    internal IReadOnlyList<(string Name, string What)> Changes(IReadOnlyDictionary<string, string> items)
    {
        var latest = Prefix(Numbers(items).DefaultIfEmpty().Max());
        var held = items.Where(one => one.Key.StartsWith(latest, StringComparison.Ordinal)).ToDictionary(one => one.Key[latest.Length..], one => one.Value);
        return
        [
            .. Values.Where(one => !held.ContainsKey(one.Key)).Select(one => (one.Key, "new")),
            .. Values.Where(one => held.TryGetValue(one.Key, out var old) && old != one.Value.Reveal()).Select(one => (one.Key, "changed")),
            .. held.Keys.Where(name => !Values.ContainsKey(name)).Select(name => (name, "gone")),
        ];
    }

    /// <summary>The template that puts a generation into the task's environment; JSON's quotes are those of the format that Nomad reads it with.</summary>
    internal JsonObject Template(string job, int generation)
    {
        var text = new StringBuilder($"{{{{ with nomadVar \"{PathOf(job)}\" }}}}\n");
        foreach (var name in Values.Keys.Order(StringComparer.Ordinal))
            text.Append($"{name}={{{{ .{Prefix(generation)}{name}.Value | toJSON }}}}\n");
        return new JsonObject
        {
            ["EmbeddedTmpl"] = text.Append("{{ end }}\n").ToString(),
            ["DestPath"] = "secrets/jamlab.env",
            ["Envvars"] = true,
            ["Perms"] = "0600",
            ["ChangeMode"] = "restart",
        };
    }

    private bool Same(IReadOnlyDictionary<string, string> items, int number)
    {
        var prefix = Prefix(number);
        var held = items.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return held.Count == Values.Count && held.TrueForAll(one => Values.TryGetValue(one.Key[prefix.Length..], out var value) && value.Reveal() == one.Value);
    }

    private static string Prefix(int generation) => $"g{generation}_";

    private static IReadOnlyList<int> Numbers(IReadOnlyDictionary<string, string> items) => [.. items.Keys.Select(Number).OfType<int>().Distinct()];

    private static int? Number(string key) => key.StartsWith('g') && key.IndexOf('_', StringComparison.Ordinal) is > 1 and var end && int.TryParse(key.AsSpan(1, end - 1), out var number) ? number : null;
}

using System.Security.Cryptography;
using System.Text;
using JamLab.Benchmarks.Configuration.Fleet;

namespace JamLab.Benchmarks.Configuration;

/// <summary>What contenders made of the hosts: who did less has no right to be faster.</summary>
internal sealed class EndStates
{
    private readonly Dictionary<int, (string Who, string Text)> _first = [];
    private readonly HashSet<string> _same = [];
    private readonly List<string> _others = [];

    /// <summary>Compares all hosts with each other, and with what the first contender left.</summary>
    public void Add(Wanted wanted, Row row, IReadOnlyDictionary<string, string> hosts)
    {
        foreach (var (host, text) in hosts)
        {
            _first.TryAdd(wanted.Size, (row.Label, text));
            var (who, expected) = _first[wanted.Size];
            if (text == expected)
                _same.Add(row.Label);
            else
                _others.Add($"- {row.Fleet}, {row.Label}: {host} is not as {who} left it: {Differing(expected, text)}");
        }
    }

    public string Report(Wanted wanted) => _others.Count > 0
        ? $"The hosts were not left the same:\n\n{string.Join('\n', _others.Distinct().Take(10))}"
        : _first.TryGetValue(wanted.Size, out var first)
        ? $"All {_same.Count} contenders left every host the same, by rights, owners and SHA-256 of each file, accounts, lines, kernel settings and units; "
            + $"what a host of {wanted.Size} resources says of them has the SHA-256 `{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first.Text)))[..16]}`."
        : "No contender made anything.";

    private static string Differing(string expected, string text)
    {
        var lines = expected.Split('\n').ToHashSet();
        var only = text.Split('\n').Where(line => !lines.Contains(line)).ToList();
        var lost = lines.Except(text.Split('\n')).ToList();
        return $"{string.Join(" / ", lost.Take(3).Select(line => $"`{line}`"))} became {string.Join(" / ", only.Take(3).Select(line => $"`{line}`"))}";
    }
}

using System.Diagnostics;
using System.Text;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

/// <summary>Mutated inventories: no exception, no hang, and every diagnostic at a place that exists. A failure names seed and number.</summary>
public class FuzzTests
{
    private const int Inputs = 12_000;
    private const int Seed = 20261122;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private static readonly string[] Tokens =
    [
        ": ", ":", "- ", "[", "]", "{", "}", "&a ", "*a", "<<: *a", "!vault ", "!!int ", "!x ", "|\n", ">-\n", "\"", "'", "#", "---\n", "...\n", "%YAML 1.1\n", "? ", "\t", "\r\n", "\uFEFF", "\0",
        "null", "~", "yes", "true", "-1", "99999999999999999999", "0x10", "1e9", "vb[0..99999999]", "vb[2..0]", "[0..2]", "0.0.0.0", "255.255.255.255", "10.77.0.0/0", "52:54:00:00:00:00", "12GiB", "1.5.5GiB",
        "schema: 1\n", "vms:\n", "hosts:\n", "groups: [vb]\n", "after: [vb0]\n", "nics: [{address: 10.77.0.9}]\n", "-----BEGIN RSA PRIVATE KEY-----\n", "password: x\n", "日本", "\uD83E\uDD8A", "\uD83E", "\u0085", "\u2028", "é",
    ];

    [Fact]
    public async Task Twelve_thousand_mutated_inventories_neither_crash_nor_hang() =>
        await Task.Run(TryAll, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(300), TestContext.Current.CancellationToken);

    private static void TryAll()
    {
        var seeds = Corpus();
        var failures = new List<string>();
        var slowest = TimeSpan.Zero;
        Parallel.For(0, Inputs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var random = new Random(Seed + i);
            var text = Mutate(seeds[i % seeds.Count], seeds, random);
            var clock = Stopwatch.StartNew();
            var failure = Try(text);
            lock (failures)
            {
                slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
                if (failure is not null)
                    failures.Add($"seed {Seed} + {i}: {failure}\n{text}\n");
            }
        });
        failures.ShouldBeEmpty();
        slowest.ShouldBeLessThan(TimeLimit);
    }

    private static string? Try(string text)
    {
        try
        {
            var result = InventoryFile.Parse(text, "inventory.yml", Repository.Images, SampleRoles.All);
            var lines = text.ReplaceLineEndings("\n").Split('\n');
            foreach (var one in result.Diagnostics)
            {
                if (one.Place is not { } place || place.Line < 1 || place.Line > lines.Length || place.Column < 1 || place.Length < 1)
                    return $"no such place: {one}";
                if (one.Message.Length == 0 || one.Message.Contains('\n', StringComparison.Ordinal) || !Codes.Descriptions.ContainsKey(one.Code))
                    return $"bad diagnostic: {one}";
            }

            if (result.Inventory is null && result.Diagnostics.All(one => one.Severity != Severity.Error))
                return "neither a model nor an error";
            DiagnosticPrinter.Text(result.Diagnostics, _ => lines, color: true);
            DiagnosticPrinter.Sarif(result.Diagnostics);
            return null;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static List<string> Corpus()
    {
        var corpus = new List<string>();
        foreach (var folder in BrokenTests.Directories().Order(StringComparer.Ordinal))
        {
            corpus.Add(File.ReadAllText(Path.Combine(folder, "inventory.yml")));
            // The valid ones have most to lose, so every other input starts from one of them.
            corpus.Add(Repository.Inventory(corpus.Count % 4 == 1 ? "home" : "local"));
        }

        return corpus;
    }

    private static string Mutate(string text, List<string> corpus, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var round = random.Next(1, 5); round > 0; round--)
        {
            switch (random.Next(8))
            {
                case 0:
                    Bytes(mutated, random);
                    break;
                case 1 when mutated.Length > 0:
                    mutated.Length = random.Next(mutated.Length);
                    break;
                case 2 or 3:
                    mutated.Insert(random.Next(mutated.Length + 1), Tokens[random.Next(Tokens.Length)]);
                    break;
                case 4 when mutated.Length > 1:
                    var start = random.Next(mutated.Length - 1);
                    mutated.Remove(start, Math.Min(random.Next(1, 20), mutated.Length - start));
                    break;
                default:
                    LinesOf(mutated, corpus, random);
                    break;
            }
        }

        return mutated.ToString();
    }

    private static void Bytes(StringBuilder text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        for (var flips = random.Next(1, 4); flips > 0 && bytes.Length > 0; flips--)
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        text.Clear().Append(Encoding.UTF8.GetString(bytes));
    }

    private static void LinesOf(StringBuilder text, List<string> corpus, Random random)
    {
        var lines = text.ToString().Split('\n').ToList();
        var at = random.Next(lines.Count);
        var other = random.Next(lines.Count);
        switch (random.Next(5))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(other, lines[at]);
                break;
            case 2:
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            case 3:
                lines[at] = new string(' ', random.Next(8)) + lines[at].TrimStart();
                break;
            default:
                var donor = corpus[random.Next(corpus.Count)].Split('\n');
                lines.Insert(at, donor[random.Next(donor.Length)]);
                break;
        }

        text.Clear().AppendJoin('\n', lines);
    }
}

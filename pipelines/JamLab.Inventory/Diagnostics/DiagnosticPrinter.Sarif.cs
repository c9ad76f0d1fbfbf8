using System.Text.Json.Nodes;

namespace JamLab.Inventory.Diagnostics;

public static partial class DiagnosticPrinter
{
    /// <summary>A SARIF 2.1.0 log of one run, as GitHub's code scanning and editors read it; columns count UTF-16 code units.</summary>
    public static string Sarif(IReadOnlyList<Diagnostic> diagnostics)
    {
        var codes = diagnostics.Select(one => one.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        var results = new JsonArray();
        foreach (var one in diagnostics)
            results.Add((JsonNode)Result(one, codes.IndexOf(one.Code)));
        var rules = new JsonArray([.. codes.Select(code => new JsonObject
        {
            ["id"] = code,
            ["shortDescription"] = new JsonObject { ["text"] = Codes.Descriptions.GetValueOrDefault(code, code) },
        })]);
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = new JsonObject { ["name"] = "JamLab", ["rules"] = rules } },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = results,
        };
        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(run),
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Result(Diagnostic one, int rule)
    {
        var result = new JsonObject
        {
            ["ruleId"] = one.Code,
            ["ruleIndex"] = rule,
            ["level"] = Name(one.Severity),
            ["message"] = new JsonObject { ["text"] = one.Help is null ? one.Message : $"{one.Message}\n{one.Help}" },
        };
        if (one.Place is { } place)
        {
            result["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = new JsonObject
                {
                    ["artifactLocation"] = new JsonObject { ["uri"] = Uri(place.File) },
                    ["region"] = new JsonObject { ["startLine"] = place.Line, ["startColumn"] = place.Column, ["endColumn"] = place.Column + place.Length },
                },
            });
        }

        return result;
    }

    private static string Uri(string file) => string.Join('/', file.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JamLab.Inventory.Diagnostics;

public static partial class DiagnosticPrinter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{ "errors": 1, "warnings": 0, "diagnostics": [{ code, severity, file, line, column, length, message, help }] }</c>; what is unknown is null.</summary>
    public static string Json(IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(one => one.Severity == Severity.Error);
        var all = new JsonArray();
        foreach (var one in diagnostics)
        {
            all.Add((JsonNode)new JsonObject
            {
                ["code"] = one.Code,
                ["severity"] = Name(one.Severity),
                ["file"] = one.Place?.File,
                ["line"] = one.Place?.Line,
                ["column"] = one.Place?.Column,
                ["length"] = one.Place?.Length,
                ["message"] = one.Message,
                ["help"] = one.Help,
            });
        }

        return new JsonObject { ["errors"] = errors, ["warnings"] = diagnostics.Count - errors, ["diagnostics"] = all }.ToJsonString(Indented) + "\n";
    }

    private static string Name(Severity severity) => severity == Severity.Error ? "error" : "warning";
}

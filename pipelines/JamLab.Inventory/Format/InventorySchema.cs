using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JamLab.Inventory.Parameters;

namespace JamLab.Inventory.Format;

/// <summary>The format written down for editors (environments/inventory.schema.json) and for people (docs/inventory.md).</summary>
public static class InventorySchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Draft-07 JSON schema with descriptions, examples, patterns and choices; <paramref name="roles"/> say what parameters there are.</summary>
    public static string Json(IReadOnlyList<RoleDescription> roles)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "JamLab inventory, schema 1",
            ["description"] = "One environment: its lab, its hosts, and what runs on them.",
        };
        foreach (var (name, value) in InventoryFormat.File.Schema())
            schema[name] = value?.DeepClone();
        schema["definitions"] = new JsonObject { [ParameterShape.Definition] = ParameterShape.SchemaOf(roles) };
        return schema.ToJsonString(Indented) + "\n";
    }

    /// <summary>Every key as Markdown tables, one for each mapping.</summary>
    public static string ReferenceTables()
    {
        var text = new StringBuilder();
        Append(text, InventoryFormat.File, "");
        return text.ToString();
    }

    private static void Append(StringBuilder text, RecordShape record, string path)
    {
        text.Append("### ").Append(path.Length == 0 ? "The file" : $"`{path}`").Append("\n\n| key | takes | |\n|---|---|---|\n");
        foreach (var key in record.Keys)
            text.Append($"| `{key.Name}`{(key.Required ? " (required)" : "")} | {Cell(key.Shape.Name)} | {Cell(key.Doc)} |\n");
        text.Append('\n');
        foreach (var key in record.Keys)
        {
            if (key.Shape.Inner is { } inner)
                Append(text, inner.Record, $"{(path.Length == 0 ? "" : path + ".")}{key.Name}{inner.Path}");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}

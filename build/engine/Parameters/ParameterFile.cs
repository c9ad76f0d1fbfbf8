using System.Text;
using System.Text.Json;

namespace Nuke.Common.Execution;

/// <summary><c>.nuke/parameters.json</c> or a profile of it: an object of values, or of lists of values. Keys are case-sensitive.</summary>
internal sealed class ParameterFile
{
    private readonly Dictionary<string, RawValue> _values = new(StringComparer.Ordinal);

    public List<string> Problems { get; } = [];

    /// <summary>Null when the file does not exist.</summary>
    public static ParameterFile? Read(string file, string shownAs)
    {
        if (!File.Exists(file))
            return null;
        var result = new ParameterFile();
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            var text = File.ReadAllBytes(file).AsMemory();
            using var document = JsonDocument.Parse(text.Span.StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text, options);
            result.Load(document.RootElement, shownAs);
        }
        catch (JsonException exception)
        {
            result.Problems.Add($"{shownAs}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: not valid JSON");
        }

        return result;
    }

    public RawValue? Find(ParameterMember parameter) => _values.GetValueOrDefault(parameter.Name);

    public void CheckNames(IReadOnlyList<ParameterMember> parameters)
    {
        foreach (var (name, value) in _values)
        {
            if (!parameters.Any(x => x.Name == name))
                Problems.Add($"{value.Place}: no parameter is called '{name}'{Nearest.DidYouMean(name, parameters.Select(x => x.Name))}");
        }
    }

    private void Load(JsonElement root, string shownAs)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Problems.Add($"{shownAs}: expected an object of parameters, found {Described(root)}");
            return;
        }

        foreach (var property in root.EnumerateObject())
        {
            if (property.Name.StartsWith('$') || property.Value.ValueKind == JsonValueKind.Null)
                continue;
            IEnumerable<JsonElement> items = property.Value.ValueKind == JsonValueKind.Array ? property.Value.EnumerateArray() : [property.Value];
            var values = items.Select(TextOf).ToList();
            if (values.Contains(null))
                Problems.Add($"{shownAs}: '{property.Name}' must be a value or a list of values");
            else
                _values[property.Name] = new RawValue(values!, shownAs);
        }
    }

    private static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static string Described(JsonElement element) => element.ValueKind == JsonValueKind.Array ? "a list" : "a single value";
}

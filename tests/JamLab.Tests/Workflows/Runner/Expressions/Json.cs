using System.Text;
using System.Text.Json;

namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>Values to JSON, indented by two blanks, and back.</summary>
public static class Json
{
    public static Value Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new ExpressionException("fromJSON: the text is empty");
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 100 });
            return From(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ExpressionException($"Error parsing fromJson: {e.Message}");
        }
    }

    public static string Write(Value value)
    {
        var result = new StringBuilder();
        Write(result, value, "");
        return result.ToString();
    }

    private static Value From(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new ObjectValue();
                foreach (var property in element.EnumerateObject())
                    result[property.Name] = From(property.Value);
                return result;
            case JsonValueKind.Array:
                return new ArrayValue(element.EnumerateArray().Select(From));
            case JsonValueKind.String:
                return Value.Of(element.GetString());
            case JsonValueKind.Number:
                return Value.Of(element.GetDouble());
            case JsonValueKind.True or JsonValueKind.False:
                return Value.Of(element.GetBoolean());
            default:
                return Value.Null;
        }
    }

    private static void Write(StringBuilder to, Value value, string indent)
    {
        switch (value)
        {
            case NullValue:
                to.Append("null");
                break;
            case StringValue text:
                Quote(to, text.Value);
                break;
            case ArrayValue array:
                Block(to, indent, '[', ']', array.Items, (item, inner) => Write(to, item, inner));
                break;
            case ObjectValue mapping:
                Block(to, indent, '{', '}', [.. mapping.Pairs], (pair, inner) =>
                {
                    Quote(to, pair.Key);
                    to.Append(": ");
                    Write(to, pair.Value, inner);
                });
                break;
            default:
                to.Append(value.AsText());
                break;
        }
    }

    private static void Block<T>(StringBuilder to, string indent, char open, char close, IReadOnlyList<T> items, Action<T, string> write)
    {
        to.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            to.Append(i == 0 ? "\n" : ",\n").Append(indent).Append("  ");
            write(items[i], indent + "  ");
        }

        if (items.Count > 0)
            to.Append('\n').Append(indent);
        to.Append(close);
    }

    private static void Quote(StringBuilder to, string text)
    {
        to.Append('"');
        foreach (var c in text)
        {
            to.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        to.Append('"');
    }
}

using System.Text;

namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>The functions of the language; how many arguments each takes was checked by the parser.</summary>
internal static class Functions
{
    public static Value Call(string name, IReadOnlyList<Value> arguments, Scope scope) => name.ToUpperInvariant() switch
    {
        "CONTAINS" => Value.Of(Contains(arguments[0], arguments[1])),
        "STARTSWITH" => Value.Of(Primitives(arguments) && arguments[0].AsText().StartsWith(arguments[1].AsText(), StringComparison.OrdinalIgnoreCase)),
        "ENDSWITH" => Value.Of(Primitives(arguments) && arguments[0].AsText().EndsWith(arguments[1].AsText(), StringComparison.OrdinalIgnoreCase)),
        "FORMAT" => Value.Of(Format(arguments[0].AsText(), arguments)),
        "JOIN" => Value.Of(Join(arguments)),
        "TOJSON" => Value.Of(Json.Write(arguments[0])),
        "FROMJSON" => Json.Read(arguments[0].AsText()),
        "CASE" => Case(arguments),
        "ALWAYS" => Value.True,
        "CANCELLED" => Value.Of(scope.Cancelled()),
        "SUCCESS" => Value.Of(scope.Success([.. arguments.Select(x => x.AsText())])),
        "FAILURE" => Value.Of(scope.Failure([.. arguments.Select(x => x.AsText())])),
        "HASHFILES" => Value.Of(scope.HashFiles([.. arguments.Select(x => x.AsText())])),
        _ => throw new ExpressionException($"Unrecognized function: '{name}'"),
    };

    private static bool Primitives(IReadOnlyList<Value> values) => values.All(x => x.IsPrimitive());

    private static bool Contains(Value search, Value item) => search switch
    {
        ArrayValue x => x.Items.Any(y => y.LooselyEquals(item)),
        ObjectValue => false,
        _ => item.IsPrimitive() && search.AsText().Contains(item.AsText(), StringComparison.OrdinalIgnoreCase),
    };

    private static string Join(IReadOnlyList<Value> arguments)
    {
        var separator = arguments.Count > 1 && arguments[1].IsPrimitive() ? arguments[1].AsText() : ",";
        return arguments[0] switch
        {
            ArrayValue x => string.Join(separator, x.Items.Select(y => y.AsText())),
            ObjectValue => "",
            var x => x.AsText(),
        };
    }

    private static Value Case(IReadOnlyList<Value> arguments)
    {
        if (arguments.Count % 2 == 0)
            throw new ExpressionException("case takes pairs of a condition and a value, and the value for all else");
        for (var i = 0; i + 1 < arguments.Count; i += 2)
        {
            if (arguments[i] is not BooleanValue condition)
                throw new ExpressionException("case predicate must evaluate to a boolean value");
            if (condition.Value)
                return arguments[i + 1];
        }

        return arguments[^1];
    }

    private static string Format(string format, IReadOnlyList<Value> arguments)
    {
        var result = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is not ('{' or '}'))
            {
                result.Append(c);
                continue;
            }

            if (i + 1 < format.Length && format[i + 1] == c)
            {
                result.Append(c);
                i++;
                continue;
            }

            var end = format.IndexOf('}', i);
            if (c == '}' || end < 0 || !format.AsSpan((i + 1)..end).ContainsOnlyDigits() || !int.TryParse(format.AsSpan((i + 1)..end), out var index))
                throw new ExpressionException($"The following format string is invalid: {format}");
            if (index + 1 >= arguments.Count)
                throw new ExpressionException($"The following format string references more arguments than were supplied: {format}");
            result.Append(arguments[index + 1].AsText());
            i = end;
        }

        return result.ToString();
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}

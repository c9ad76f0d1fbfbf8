using System.Text;

namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>Text with <c>${{ }}</c> in it.</summary>
public static class Template
{
    private const int LongestText = 21_000;

    /// <summary>Throws <see cref="ExpressionException"/> where GitHub would refuse the file.</summary>
    public static void Check(string text, Place place) => _ = Parse(text, place);

    public static void CheckCondition(string text, Place place) => _ = Condition(text, place);

    /// <summary>A single expression keeps its type; among other text it becomes a string.</summary>
    public static Value Evaluate(string text, Place place, Scope scope)
    {
        var parts = Parse(text, place);
        if (parts is [Node only])
            return only.Evaluate(scope);
        var result = new StringBuilder();
        foreach (var part in parts)
            result.Append(part is Node node ? node.Evaluate(scope).AsText() : (string)part);
        return Value.Of(result.ToString());
    }

    /// <summary>One expression without <c>${{ }}</c>.</summary>
    public static Value EvaluateExpression(string text, Place place, Scope scope) => Parser.Parse(text, place).Evaluate(scope);

    /// <summary>An <c>if</c>: braces are optional, and <c>success()</c> is meant unless a status function is called.</summary>
    public static bool EvaluateCondition(string? text, Place place, Scope scope)
    {
        if (string.IsNullOrWhiteSpace(text))
            return scope.Success([]);
        var (node, withText) = Condition(text, place);
        if (!node.Calls("success", "failure", "cancelled", "always") && !scope.Success([]))
            return false;
        // Text beside the braces makes a string of it, which is true whatever the expression says.
        return withText || node.Evaluate(scope).IsTruthy();
    }

    private static (Node Node, bool WithText) Condition(string text, Place place)
    {
        text = text.Trim();
        if (!text.Contains("${{", StringComparison.Ordinal))
            return (Parser.Parse(text, place), false);
        var parts = Parse(text, place);
        return (parts.OfType<Node>().Aggregate((x, y) => new OperatorNode("&&", x, y)), parts.Count > 1);
    }

    private static List<object> Parse(string text, Place place)
    {
        var parts = new List<object>();
        var at = 0;
        while (text.IndexOf("${{", at, StringComparison.Ordinal) is >= 0 and var start)
        {
            if (text.Length > LongestText)
                throw new ExpressionException($"Exceeded max expression length {LongestText}: a text with an expression in it counts whole");
            if (start > at)
                parts.Add(text[at..start]);
            var end = End(text, start + 3);
            parts.Add(Parser.Parse(text[(start + 3)..end].Trim(), place));
            at = end + 2;
        }

        if (at < text.Length || parts.Count == 0)
            parts.Add(text[at..]);
        return parts;
    }

    private static int End(string text, int from)
    {
        var quoted = false;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\'')
                quoted = !quoted;
            else if (!quoted && text[i] == '}' && i + 1 < text.Length && text[i + 1] == '}')
                return i;
        }

        throw new ExpressionException($"The expression is not closed. An unescaped ${{{{ sequence was found, but the closing }}}} sequence was not found: {text}");
    }
}

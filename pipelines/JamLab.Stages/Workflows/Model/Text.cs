using System.Text;

namespace JamLab.Stages.Workflows.Model;

/// <summary>
/// A value of a workflow: plain text, in which <c>${{</c> has no meaning, and expressions that GitHub evaluates. Only code of ours makes expressions;
/// what comes from an inventory is plain.
/// </summary>
public readonly record struct Text
{
    private readonly string? _written;

    private Text(string written) => _written = written;

    /// <summary>As it stands in the file.</summary>
    public string Written => _written ?? "";

    public static implicit operator Text(string plain) => Plain(plain);

    public static Text operator +(Text left, Text right) => new(left.Written + right.Written);

    /// <summary>Text that GitHub takes as it is: where it has <c>${{</c>, an expression that yields just that stands in its place.</summary>
    public static Text Plain(string text) => new(text.Replace("${{", "${{ '${{' }}", StringComparison.Ordinal));

    /// <summary>What GitHub makes of an expression, written without its braces (docs.github.com, evaluate expressions in workflows and actions).</summary>
    public static Text Of(string expression) =>
        expression.Contains("}}", StringComparison.Ordinal) ? throw new ArgumentException($"'{expression}' would end early") : new Text($"${{{{ {expression} }}}}");

    /// <summary>A text as a string literal of an expression.</summary>
    public static string Literal(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text)
            quoted.Append(c == '\'' ? "''" : c.ToString());
        return quoted.Append('\'').ToString();
    }

    public override string ToString() => Written;
}

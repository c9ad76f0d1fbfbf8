using JamLab.Inventory.Diagnostics;
using YamlDotNet.Core;

namespace JamLab.Inventory.Yaml;

/// <summary>Turns the parser's terse words into what the user should look for.</summary>
internal static class SyntaxHelp
{
    /// <summary>What the parser cannot say itself.</summary>
    public const string InsideBrackets = "flow sequence or flow mapping";

    private const string Brackets = "a list in [ ] or a mapping in { } does not go on as it should";

    public static void Explain(YamlException e, string text, Problems problems)
    {
        var lines = Lines.Split(text);
        var line = Math.Clamp((int)e.Start.Line, 1, Math.Max(1, lines.Length));
        var content = lines.Length == 0 ? "" : lines[line - 1];
        var column = Math.Clamp((int)e.Start.Column, 1, content.Length + 1);

        // A private key in the middle is told already, and is all there is to say.
        if (problems.Has(Codes.PrivateKey) && SecretMask.IsKey(lines, line - 1))
            return;
        if (TabIn(lines, line, everywhere: e.Message.Contains("tab", StringComparison.Ordinal)) is { } tab)
        {
            problems.Error(Codes.Syntax, new SourceSpan(problems.File, tab.Line, tab.Column), "a tab indents this line, but YAML is indented with spaces",
                "replace the tab by two spaces a level");
            return;
        }

        // Two lines were read as one value, and the second turned out to be a key: the first one is the culprit.
        if (e.Message.Contains("multiline plain scalar", StringComparison.Ordinal) && Above(lines, line) is { } above)
        {
            var colon = lines[above - 1].IndexOf(':', StringComparison.Ordinal);
            var at = colon < 0 ? lines[above - 1].TrimEnd().Length : colon;
            problems.Error(Codes.Syntax, new SourceSpan(problems.File, above, at + 1), colon < 0 ? "a colon is missing at the end of this name" : "a space is missing after the colon",
                $"write {(colon < 0 ? lines[above - 1].Trim() + ":" : lines[above - 1][..(colon + 1)].Trim() + " …")}");
            return;
        }

        var (message, help) = Words(e.Message, content, column);
        if (message == Brackets && OpenBracket(lines, line) is { } open)
        {
            problems.Error(Codes.Syntax, open with { File = problems.File }, $"this {lines[open.Line - 1][open.Column - 1]} is not closed before line {line}", "look for a missing comma or a missing ] or }");
            return;
        }

        problems.Error(Codes.Syntax, new SourceSpan(problems.File, line, column), message, help);
    }

    // Good enough to point at: quotes and comments are skipped line by line.
    private static SourceSpan? OpenBracket(string[] lines, int line)
    {
        var open = new Stack<SourceSpan>();
        for (var at = 0; at < line - 1; at++)
        {
            var quote = '\0';
            for (var i = 0; i < lines[at].Length; i++)
            {
                var c = lines[at][i];
                if (quote == '\0' && c == '#' && (i == 0 || lines[at][i - 1] == ' '))
                    break;
                if (c is '"' or '\'' && (quote == '\0' || quote == c))
                    quote = quote == '\0' ? c : '\0';
                else if (quote == '\0' && c is '[' or '{')
                    open.Push(new SourceSpan("", at + 1, i + 1));
                else if (quote == '\0' && c is ']' or '}')
                    open.TryPop(out _);
            }
        }

        return open.TryPeek(out var last) ? last : null;
    }

    private static int? Above(string[] lines, int line)
    {
        for (var at = line - 1; at >= 1; at--)
        {
            if (!string.IsNullOrWhiteSpace(lines[at - 1]))
                return at;
        }

        return null;
    }

    private static (int Line, int Column)? TabIn(string[] lines, int line, bool everywhere)
    {
        for (var at = everywhere ? 1 : Math.Max(1, line - 1); at <= (everywhere ? lines.Length : line); at++)
        {
            var content = lines[at - 1];
            var indent = content.Length - content.TrimStart(' ', '\t').Length;
            var tab = content.AsSpan(0, indent).IndexOf('\t');
            if (tab >= 0 && indent < content.Length)
                return (at, tab + 1);
        }

        return null;
    }

    private static (string Message, string Help) Words(string message, string content, int column)
    {
        if (message.Contains("apping values are not allowed", StringComparison.Ordinal) || message.Contains("plain scalar value, found invalid mapping", StringComparison.Ordinal))
            return ("a second ': ' on this line", "put the value in quotes, or start a new line that is indented deeper");
        if (message.Contains("quoted scalar", StringComparison.Ordinal))
            return ("the text that starts with a quote does not end", "close the quote");
        if (message.Contains("flow sequence", StringComparison.Ordinal) || message.Contains("flow mapping", StringComparison.Ordinal))
            return (Brackets, "look for a missing comma or a missing ] or }");
        if (message.Contains("cannot start any token", StringComparison.Ordinal) && column <= content.Length)
            return ($"a value cannot start with '{content[column - 1]}'", "put the value in quotes");
        if (message.Contains("did not find expected key", StringComparison.Ordinal) || message.Contains("block mapping", StringComparison.Ordinal))
            return ("this line does not fit the indentation of the lines above", "align it with the keys it belongs to");
        if (message.Contains("simple key", StringComparison.Ordinal) || message.Contains("expected ':'", StringComparison.Ordinal))
            return ("this line is neither a key nor a value", "write `key: value`; is a colon missing, or the space after it?");
        if (message.Contains("block sequence", StringComparison.Ordinal) || message.Contains("sequence entries are not allowed", StringComparison.Ordinal))
            return ("this line does not fit the list above", "start every entry with '- ' in the same column");
        var words = message[(message.LastIndexOf("): ", StringComparison.Ordinal) + 1)..].Trim(' ', ':', '.');
        return ($"not valid YAML: {char.ToLowerInvariant(words.FirstOrDefault())}{(words.Length > 1 ? words[1..] : "")}", "https://yaml.org/spec/1.2.2 tells the rules; the place just before the caret is the one to look at");
    }
}

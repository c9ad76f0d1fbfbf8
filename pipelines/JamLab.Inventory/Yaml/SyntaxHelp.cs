using JamLab.Inventory.Diagnostics;
using YamlDotNet.Core;

namespace JamLab.Inventory.Yaml;

/// <summary>Turns the parser's terse words into what the user should look for.</summary>
internal static class SyntaxHelp
{
    public static void Explain(YamlException e, string text, Problems problems)
    {
        var lines = Lines.Split(text);
        var line = Math.Clamp((int)e.Start.Line, 1, Math.Max(1, lines.Length));
        var content = lines.Length == 0 ? "" : lines[line - 1];
        var column = Math.Clamp((int)e.Start.Column, 1, content.Length + 1);

        if (TabIn(lines, line) is { } tab)
        {
            problems.Error(Codes.Syntax, new SourceSpan(problems.File, tab.Line, tab.Column), "a tab indents this line, but YAML is indented with spaces",
                "replace the tab by two spaces a level");
            return;
        }

        var (message, help) = Words(e.Message, content, column);
        problems.Error(Codes.Syntax, new SourceSpan(problems.File, line, column), message, help);
    }

    private static (int Line, int Column)? TabIn(string[] lines, int line)
    {
        for (var at = line; at >= Math.Max(1, line - 1) && at <= lines.Length; at--)
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
        if (message.Contains("apping values are not allowed", StringComparison.Ordinal))
            return ("a second ': ' on this line", "put the value in quotes, or start a new line that is indented deeper");
        if (message.Contains("quoted scalar", StringComparison.Ordinal))
            return ("the text that starts with a quote does not end", "close the quote");
        if (message.Contains("flow sequence", StringComparison.Ordinal) || message.Contains("flow mapping", StringComparison.Ordinal))
            return ("a list in [ ] or a mapping in { } does not go on as it should", "look for a missing comma or a missing ] or }");
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

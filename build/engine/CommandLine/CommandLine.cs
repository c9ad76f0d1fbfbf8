namespace Nuke.Common.Execution;

/// <summary>What was typed: targets first, then options with their values, then what follows a bare <c>--</c>.</summary>
internal sealed class CommandLine
{
    private CommandLine()
    {
    }

    public List<string> Targets { get; } = [];

    public List<CommandLineOption> Options { get; } = [];

    /// <summary>The words after <c>--</c>; null when there was none.</summary>
    public List<string>? Rest { get; private set; }

    public static CommandLine Parse(IEnumerable<string> words)
    {
        var line = new CommandLine();
        foreach (var word in words)
            line.Add(word);
        return line;
    }

    private void Add(string word)
    {
        if (Rest != null)
            Rest.Add(word);
        else if (word == "--")
            Rest = [];
        else if (IsOption(word))
            Options.Add(CommandLineOption.Parse(word));
        else if (Options.Count == 0)
            Targets.Add(word);
        else
            Options[^1].Values.Add(word);
    }

    // -5 is a number, and a lone dash a value (standard input for many tools).
    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);
}

/// <summary>An option as typed (<c>--dry-run</c>) and the words that follow it.</summary>
internal sealed record CommandLineOption(string Typed, List<string> Values)
{
    public string Name => ParameterName.Normalize(Typed);

    public static CommandLineOption Parse(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new CommandLineOption(word, []) : new CommandLineOption(word[..equals], [word[(equals + 1)..]]);
    }
}

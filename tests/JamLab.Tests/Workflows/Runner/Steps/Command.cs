namespace JamLab.Tests.Workflows.Runner.Steps;

/// <summary>A workflow command in a line of output: <c>::name key=value,key=value::data</c> at its beginning, or the older <c>##[name key=value;]data</c> anywhere.</summary>
internal sealed record Command(string Name, IReadOnlyDictionary<string, string> Properties, string Data)
{
    public static readonly IReadOnlyList<string> Known =
    [
        "add-mask", "add-matcher", "remove-matcher", "add-path", "set-env", "set-output", "save-state", "debug", "notice", "warning", "error", "group", "endgroup", "echo", "stop-commands",
    ];

    public static Command? Parse(string line)
    {
        var text = line.TrimStart();
        if (text.StartsWith("::", StringComparison.Ordinal))
            return text.IndexOf("::", 2, StringComparison.Ordinal) is > 0 and var end ? Parse(text[2..end], ',', text[(end + 2)..]) : null;
        var start = line.IndexOf("##[", StringComparison.Ordinal);
        return start >= 0 && line.IndexOf(']', start) is > 0 and var close ? Parse(line[(start + 3)..close], ';', line[(close + 1)..]) : null;
    }

    private static Command? Parse(string head, char separator, string data)
    {
        var blank = head.IndexOf(' ', StringComparison.Ordinal);
        var name = (blank < 0 ? head : head[..blank]).Trim();
        if (name.Length == 0)
            return null;
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in blank < 0 ? [] : head[(blank + 1)..].Split(separator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=', 2) is [var key, { Length: > 0 } value])
                properties[key.Trim()] = Unescape(value).Replace("%3A", ":", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
        }

        return new Command(name.ToLowerInvariant(), properties, Unescape(data).Replace("%25", "%", StringComparison.Ordinal));
    }

    private static string Unescape(string text) =>
        text.Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal);
}

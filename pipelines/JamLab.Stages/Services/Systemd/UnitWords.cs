using System.Text;

namespace JamLab.Stages.Services.Systemd;

/// <summary>Texts as systemd.syntax(7), systemd.service(5) and systemd.exec(5) quote them.</summary>
internal static class UnitWords
{
    /// <summary>One argument of ExecStart=, which systemd leaves as it is: no specifiers, no variables.</summary>
    public static string Argument(string text) => Quoted(text).Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal);

    /// <summary>An assignment of Environment=.</summary>
    public static string Assignment(string name, string value) => Quoted($"{name}={value}").Replace("%", "%%", StringComparison.Ordinal);

    /// <summary>A line of an EnvironmentFile=.</summary>
    public static string Line(string name, string value)
    {
        var text = new StringBuilder($"{name}=\"");
        foreach (var one in value)
        {
            if (one is '"' or '\\' or '$' or '`')
                text.Append('\\');
            text.Append(one);
        }

        return text.Append("\"\n").ToString();
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";
}

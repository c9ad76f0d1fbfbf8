using System.Text;
using System.Text.RegularExpressions;

namespace JamLab.Tests.Workflows.Runner.Files;

/// <summary>Patterns of <c>branches</c>, <c>tags</c> and <c>paths</c> filters ("Filter pattern cheat sheet"): <c>?</c> and <c>+</c> count the character before them.</summary>
public static class FilterPattern
{
    /// <summary>The last pattern that fits decides; <c>!</c> takes out what an earlier one took in.</summary>
    public static bool Takes(IEnumerable<string> patterns, string value)
    {
        var taken = false;
        foreach (var pattern in patterns)
        {
            var exclude = pattern.StartsWith('!');
            if (Compile(exclude ? pattern[1..] : pattern).IsMatch(value))
                taken = !exclude;
        }

        return taken;
    }

    /// <summary>Whether a name fits a pattern in which <c>*</c>, <c>?</c>, <c>[a-z]</c> and <c>{a,b}</c> mean what they do in a shell.</summary>
    public static bool IsName(string pattern, string name)
    {
        var regex = Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);
        regex = Regex.Replace(regex, @"\\\[(.*?)\]", "[$1]");
        regex = Regex.Replace(regex, @"\\\{(.*?)\}", x => $"({x.Groups[1].Value.Replace(',', '|')})");
        return Regex.IsMatch(name, $"^{regex}$", RegexOptions.Singleline);
    }

    private static Regex Compile(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("**/"))
            {
                regex.Append("(.*/)?");
                i += 2;
            }
            else if (rest.StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else if (pattern[i] == '[' && pattern.IndexOf(']', i) is > 0 and var close)
            {
                regex.Append(pattern.AsSpan(i..(close + 1)));
                i = close;
            }
            else if (pattern[i] == '\\' && i + 1 < pattern.Length)
                regex.Append(Regex.Escape(pattern[++i].ToString()));
            else
                regex.Append(pattern[i] switch { '*' => "[^/]*", '?' => "?", '+' => "+", var c => Regex.Escape(c.ToString()) });
        }

        return new Regex(regex.Append('$').ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using JamLab.Convergence.Running;

namespace JamLab.Stages.Portal;

/// <summary>Texts of a page: secrets are taken out before what HTML means something by is escaped, since an escaped secret would not be recognised.</summary>
internal sealed class PageText(Redaction redaction)
{
    /// <summary>Safe between tags and within quoted attributes.</summary>
    public string Of(string text) => WebUtility.HtmlEncode(string.Concat(redaction.Clean(text).EnumerateRunes().Select(rune => IsText(rune) ? rune : Rune.ReplacementChar)));

    private static bool IsText(Rune rune) => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value);

    /// <summary>A link where the address is one of the web, else its text.</summary>
    public string Link(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? $"<a href=\"{Of(url)}\">{Of(url)}</a>" : Of(url);

    /// <summary>The fragment that leads to a machine's row.</summary>
    public string Anchor(string machine) => Of("machine-" + Uri.EscapeDataString(machine));

    /// <summary><c>30 ms</c>, <c>0.4 s</c>, <c>41 s</c>, <c>2 min 5 s</c>, <c>3 h 20 min</c>, <c>4 d 2 h</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        >= 86400 => Invariant($"{time.Days} d {time.Hours} h"),
        >= 3600 => Invariant($"{time.Hours} h {time.Minutes} min"),
        >= 600 => Invariant($"{time.Minutes} min"),
        >= 60 => Invariant($"{time.Minutes} min {time.Seconds} s"),
        >= 10 => Invariant($"{time.Seconds} s"),
        >= .1 => Invariant($"{time.TotalSeconds:0.0} s"),
        _ => Invariant($"{time.TotalMilliseconds:0} ms"),
    };

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

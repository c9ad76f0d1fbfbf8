using System.Text;
using System.Text.Encodings.Web;

namespace Nuke.Common.Output;

/// <summary>The ways in which a secret appears in what tools print.</summary>
internal static class SecretForms
{
    /// <summary>A piece of base64 shorter than this could be part of any word.</summary>
    private const int MinimumBase64 = 8;

    public static IEnumerable<string> Of(string secret)
    {
        var trimmed = secret.Trim();
        yield return trimmed;
        yield return JavaScriptEncoder.Default.Encode(trimmed);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(trimmed);
        yield return trimmed.Replace("'", @"'\''", StringComparison.Ordinal);
        var url = Uri.EscapeDataString(trimmed);
        yield return url;
        yield return LowerHex(url);
        yield return url.Replace("%20", "+", StringComparison.Ordinal);
        foreach (var form in Base64(trimmed).Concat(Base64(secret)))
            yield return form;
    }

    /// <summary>
    /// Inside longer data (<c>user:secret</c> of a Basic header) the secret starts at any of three places of a base64 group,
    /// and the characters that it shares with its neighbours differ: those are left out.
    /// </summary>
    private static IEnumerable<string> Base64(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            var first = (shift * 8 + 5) / 6;
            var last = (shift + bytes.Length) * 8 / 6;
            if (last - first < MinimumBase64)
                continue;
            yield return text[first..last];
            yield return text[first..last].Replace('+', '-').Replace('/', '_');
        }
    }

    private static string LowerHex(string url)
    {
        var text = new StringBuilder(url);
        for (var i = 0; i + 2 < text.Length; i++)
            if (text[i] == '%')
                (text[i + 1], text[i + 2]) = (char.ToLowerInvariant(text[i + 1]), char.ToLowerInvariant(text[i + 2]));
        return text.ToString();
    }
}

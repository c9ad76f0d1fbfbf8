namespace JamLab.Convergence.Resources;

/// <summary>HTTP headers of a download: equal when all names and values are, and without line breaks, which would smuggle in others.</summary>
internal static class RequestHeaders
{
    public static IReadOnlyDictionary<string, HostText> Checked(IReadOnlyDictionary<string, HostText> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (name.Length == 0 || !name.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_') || value.Reveal().Any(char.IsControl))
                throw new ArgumentException($"'{name}' is no header, or its value holds a control character");
        }

        return headers;
    }
}

using System.Text;
using System.Text.Json;

namespace JamLab.Tests.Workflows.Runner.Steps;

/// <summary>Replaces secrets by <c>***</c>: whole, line by line, and as they look in Base64, JSON and URIs.</summary>
public sealed class Masker
{
    private const int ShortestEncoded = 6;
    private readonly Lock _lock = new();
    private List<string> _values = [];

    public void Add(string secret)
    {
        var values = new List<string> { secret, secret.Trim() };
        values.AddRange(secret.Split('\n', '\r').Select(x => x.Trim()));
        values.AddRange(values.Where(x => x.Length >= ShortestEncoded).SelectMany(Encodings).ToList());
        lock (_lock)
            _values = [.. _values.Concat(values).Where(x => x.Length > 0).Distinct().OrderByDescending(x => x.Length)];
    }

    public string Mask(string text)
    {
        List<string> values;
        lock (_lock)
            values = _values;
        foreach (var value in values)
            text = text.Replace(value, "***", StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<string> Encodings(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return Convert.ToBase64String(bytes);
        // Base64 of a text in which the secret begins one or two bytes later: only whole groups are the same everywhere.
        for (var shift = 1; shift <= 2; shift++)
            yield return Convert.ToBase64String(bytes.AsSpan(shift, (bytes.Length - shift) / 3 * 3));
        yield return JsonEncodedText.Encode(secret).ToString();
        yield return Uri.EscapeDataString(secret);
    }
}

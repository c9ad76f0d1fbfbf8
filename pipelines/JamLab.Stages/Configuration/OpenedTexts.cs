using System.Collections;
using System.Text.Json;
using JamLab.Inventory;

namespace JamLab.Stages.Configuration;

/// <summary>What texts are cleaned of: every secret opened so far, and what a secret in JSON (Vault's answer with its keys) is made of. Grows with <see cref="ISecrets.Opened"/>.</summary>
internal sealed class OpenedTexts(ISecrets secrets) : IReadOnlyCollection<string>
{
    /// <summary>How many secrets; the texts may be more.</summary>
    public int Count => secrets.Opened.Count;

    public IEnumerator<string> GetEnumerator() => secrets.Opened.SelectMany(Texts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static IEnumerable<string> Texts(Secret secret)
    {
        var text = secret.Reveal();
        yield return text;
        if (text is not ['{' or '[', ..])
            yield break;
        foreach (var one in Within(text))
            yield return one;
    }

    private static List<string> Within(string text)
    {
        var texts = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(text);
            Take(json.RootElement);
        }
        catch (JsonException)
        {
            // It only begins like JSON, and stands for itself.
        }

        return texts;

        void Take(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.String)
                texts.Add(element.GetString()!);
            else if (element.ValueKind == JsonValueKind.Array)
                element.EnumerateArray().ToList().ForEach(Take);
            else if (element.ValueKind == JsonValueKind.Object)
                element.EnumerateObject().ToList().ForEach(one => Take(one.Value));
        }
    }
}

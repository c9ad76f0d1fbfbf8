using System.Text;
using System.Text.Json;

namespace JamLab.Stages.Updates;

/// <summary>Changes texts within a JSON file and nothing else of it, not even a blank.</summary>
internal static class JsonValues
{
    /// <param name="json">The file's text.</param>
    /// <param name="changes">New texts by the keys that lead there, joined with line feeds, which no key holds.</param>
    public static string Replace(string json, IReadOnlyDictionary<string, string> changes)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        var path = new Stack<string>();
        var places = new List<(int Start, int End, string Text)>();
        var key = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    key = reader.GetString()!;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    path.Push(key);
                    key = "";
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    break;
                case JsonTokenType.String when changes.TryGetValue(string.Join('\n', path.Reverse().Skip(1).Append(key)), out var text):
                    places.Add(((int)reader.TokenStartIndex, (int)reader.BytesConsumed, text));
                    break;
            }
        }

        var result = new MemoryStream();
        var copied = 0;
        foreach (var (start, end, text) in places)
        {
            result.Write(bytes, copied, start - copied);
            result.Write(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text)}\""));
            copied = end;
        }

        result.Write(bytes, copied, bytes.Length - copied);
        return Encoding.UTF8.GetString(result.ToArray());
    }
}

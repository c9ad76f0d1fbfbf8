using System.Text.Json;
using System.Text.Json.Serialization;
using JamLab.Stages.State;

namespace JamLab.Stages.Tools;

/// <summary>
/// Answers that cost a process to get, kept in a file of the cache under what they depend on. An unreadable file counts as empty:
/// losing it costs time, nothing else.
/// </summary>
internal sealed partial class KeptAnswers(string path)
{
    private readonly Lock _lock = new();
    private Dictionary<string, Kept>? _answers;

    public string? Find(string question, string dependsOn)
    {
        lock (_lock)
            return Answers().TryGetValue(question, out var kept) && kept.DependsOn == dependsOn ? kept.Answer : null;
    }

    /// <summary>Keeps the answer; a cache that cannot be written is no reason to fail.</summary>
    public void Keep(string question, string dependsOn, string answer)
    {
        lock (_lock)
        {
            // Read again: another run may have added to the file meanwhile, and its answers cost as much as ours.
            _answers = Read();
            _answers[question] = new Kept(dependsOn, answer);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                PrivateFiles.Write(path, JsonSerializer.Serialize(_answers, Format.Default.DictionaryStringKept));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return;
            }
        }
    }

    private Dictionary<string, Kept> Answers() => _answers ??= Read();

    private Dictionary<string, Kept> Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), Format.Default.DictionaryStringKept) ?? [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    internal sealed record Kept(string DependsOn, string Answer);

    // Generated at compile time: reflection would cost a warm run 50 ms.
    [JsonSourceGenerationOptions(WriteIndented = true)]
    [JsonSerializable(typeof(Dictionary<string, Kept>))]
    private sealed partial class Format : JsonSerializerContext;
}

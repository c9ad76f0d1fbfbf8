using Octokit.Internal;

namespace JamLab.Stages.GitHub.Http;

/// <summary>A body as it came, for what Octokit has no types for.</summary>
internal sealed record RawJson(string Text);

/// <summary>Octokit's reader, which leaves <see cref="RawJson"/> alone.</summary>
internal sealed class OctokitJson : IJsonSerializer
{
    private readonly SimpleJsonSerializer _types = new();

    public string Serialize(object item) => _types.Serialize(item);

    public T Deserialize<T>(string json) => typeof(T) == typeof(RawJson) ? (T)(object)new RawJson(json) : _types.Deserialize<T>(json);
}

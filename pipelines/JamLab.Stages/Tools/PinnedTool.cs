using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace JamLab.Stages.Tools;

/// <summary>
/// A tool in <c>downloads.json</c>: the version that is fetched, and for each platform the archive's SHA-256. In <see cref="Url"/> and <see cref="Sums"/> <c>{version}</c> stands for the
/// version and <c>{platform}</c> for <c>linux_amd64</c> and the like.
/// </summary>
/// <param name="Version">Numbers only, as the publisher writes them.</param>
/// <param name="Releases">The publisher's index of versions: HashiCorp's, or a repository's releases in GitHub's API.</param>
/// <param name="Url">Where an archive is.</param>
/// <param name="Sums">Where the publisher's list of sums is.</param>
/// <param name="Member">The program's name inside the archive.</param>
/// <param name="Sha256">By platform, lower-case hex; one whose sum could not be confirmed has no entry.</param>
internal sealed partial record PinnedTool(string Version, string Releases, string Url, string Sums, string Member, IReadOnlyDictionary<string, string> Sha256)
{
    public IEnumerable<PinnedDownload> Downloads => Sha256.Select(sum => new PinnedDownload(Version, sum.Key, Address(Url, Version, sum.Key), sum.Value, Member));

    public static string Address(string pattern, string version, string platform = "") =>
        pattern.Replace("{version}", version, StringComparison.Ordinal).Replace("{platform}", platform, StringComparison.Ordinal);

    /// <summary>All tools by program; throws <see cref="JsonException"/> for a file that is not as it must be.</summary>
    public static IReadOnlyDictionary<string, PinnedTool> Read(string json)
    {
        var tools = JsonSerializer.Deserialize(json, PinnedToolJson.Default.DictionaryStringPinnedTool) ?? throw new JsonException("null pins no tools");
        foreach (var (name, tool) in tools)
        {
            if (tool is not { Version: { } version, Releases: { } releases, Url: { } url, Sums: { } sums, Member.Length: > 0, Sha256.Count: > 0 })
                throw new JsonException($"{name}: one of version, releases, url, sums, member and sha256 is missing");
            if (!Numbers().IsMatch(version))
                throw new JsonException($"{name}: '{version}' is not a version such as 1.14.2");
            foreach (var address in new[] { releases, url, sums }.Where(one => !one.StartsWith("https://", StringComparison.Ordinal)))
                throw new JsonException($"{name}: '{address}' does not start with https://");
            foreach (var pattern in new[] { url, sums }.Where(one => !one.Contains("{version}", StringComparison.Ordinal)))
                throw new JsonException($"{name}: '{pattern}' does not say {{version}}");
            if (tool.Sha256.FirstOrDefault(sum => !Sum().IsMatch(sum.Value)) is { Key: { } platform })
                throw new JsonException($"{name}: the sum for {platform} is not 64 hexadecimal digits in lower case");
        }

        return tools;
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+\z")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Sum();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, PinnedTool>))]
internal sealed partial class PinnedToolJson : JsonSerializerContext;

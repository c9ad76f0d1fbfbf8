using System.Security.Cryptography;
using System.Text;

namespace JamLab.Stages.GitHub.Releases;

/// <summary>The file SHA256SUMS, as <c>sha256sum --check</c> reads it.</summary>
internal static class Checksums
{
    public const string FileName = "SHA256SUMS";

    public static async Task<SortedDictionary<string, string>> OfAsync(IReadOnlyList<ReleaseFile> files, CancellationToken cancellation)
    {
        var sums = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file.Path);
            sums.Add(file.Name, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation).ConfigureAwait(false)));
        }

        return sums;
    }

    public static byte[] Write(SortedDictionary<string, string> sums) => Encoding.UTF8.GetBytes(string.Concat(sums.Select(one => $"{one.Value}  {one.Key}\n")));

    public static Dictionary<string, string> Read(string text) =>
        text.Split('\n').Select(line => line.Trim().Split(' ', 2)).Where(parts => parts.Length == 2 && parts[0].Length == 64)
            .DistinctBy(parts => parts[1].TrimStart(' ', '*')).ToDictionary(parts => parts[1].TrimStart(' ', '*'), parts => parts[0], StringComparer.Ordinal);
}

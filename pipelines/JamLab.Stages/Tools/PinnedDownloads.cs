using System.Collections;

namespace JamLab.Stages.Tools;

/// <summary>
/// A tool's entries of <c>downloads.json</c>: the archives that are fetched when neither PATH nor the system's package manager has it. Read when first looked at, since most runs find
/// their tools elsewhere. The sums are the publishers'; docs/tools.md says how a pin is moved.
/// </summary>
internal sealed class PinnedDownloads(string program) : IReadOnlyList<PinnedDownload>
{
    /// <summary>The file below the root that holds the pins.</summary>
    public const string File = "pipelines/JamLab.Stages/Tools/downloads.json";

    private readonly Lazy<IReadOnlyList<PinnedDownload>> _all = new(() => [.. PinnedTool.Read(Text())[program].Downloads]);

    public int Count => _all.Value.Count;

    public PinnedDownload this[int index] => _all.Value[index];

    public IEnumerator<PinnedDownload> GetEnumerator() => _all.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Text()
    {
        using var reader = new StreamReader(typeof(PinnedDownloads).Assembly.GetManifestResourceStream("downloads.json")!);
        return reader.ReadToEnd();
    }
}

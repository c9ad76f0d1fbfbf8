namespace JamLab.Stages.Workflows.Emission;

/// <summary>What one job of a matrix works on: a name to show, and the words of <c>--share</c>.</summary>
internal sealed record Share(string Name, IReadOnlyList<string> Words)
{
    /// <summary>
    /// A matrix makes at most 256 jobs a run (docs.github.com, Actions limits), and one run has matrices over templates, hosts and services: each
    /// gets a part, and where there is more, neighbours share a job.
    /// </summary>
    public const int MostJobs = 80;

    /// <summary>At most <paramref name="most"/> shares of the same words in the same order.</summary>
    public static IReadOnlyList<Share> AtMost(int most, IReadOnlyList<Share> shares) =>
        shares.Count <= most ? shares
            : [.. shares.Chunk((shares.Count + most - 1) / most).Select(chunk => chunk is [var only] ? only : new Share($"{First(chunk[0])} to {Last(chunk[^1])}", [.. chunk.SelectMany(one => one.Words)]))];

    private static string First(Share share) => share.Name.Split(" to ")[0];

    private static string Last(Share share) => share.Name.Split(" to ")[^1];
}

namespace JamLab.Convergence.Running;

/// <summary>Takes secrets out of what hosts and tools print: those that <paramref name="secrets"/> holds at that moment, for some are made while a run goes on. Safe to use from several threads.</summary>
public sealed class Redaction(IReadOnlyCollection<string> secrets)
{
    private Known _known = new(0, []);

    public string Clean(string text) => Clean(text, Texts());

    /// <summary>Differences without secrets: one of yesterday may stand in the old text of a file that holds none today.</summary>
    public IReadOnlyList<Difference> Clean(IReadOnlyList<Difference> differences)
    {
        var texts = Texts();
        return texts.Length == 0 ? differences :
            [.. differences.Select(one => new Difference(Clean(one.What, texts), Maybe(one.Now, texts), Maybe(one.Wanted, texts)) { Text = Maybe(one.Text, texts) })];
    }

    private static string? Maybe(string? text, string[] texts) => text is null ? null : Clean(text, texts);

    private static string Clean(string text, string[] texts)
    {
        foreach (var secret in texts)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        return text;
    }

    private string[] Texts()
    {
        // Counted first: one that comes in between is found the next time.
        var count = secrets.Count;
        var known = Volatile.Read(ref _known);
        if (known.Count != count)
            Volatile.Write(ref _known, known = new Known(count, Parts(secrets)));
        return known.Texts;
    }

    // Longest first, so that one within another leaves nothing. Short ones would blacken half of every text and protect nothing.
    private static string[] Parts(IEnumerable<string> secrets) =>
        [.. secrets.SelectMany(one => one.Split('\n')).Select(one => one.Trim()).Where(one => one.Length >= 6).Distinct().OrderByDescending(one => one.Length)];

    private sealed record Known(int Count, string[] Texts);
}

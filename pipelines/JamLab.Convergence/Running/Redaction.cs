namespace JamLab.Convergence.Running;

/// <summary>Takes secrets out of what hosts and tools print.</summary>
public sealed class Redaction(IReadOnlyCollection<string> secrets)
{
    // Longest first, so that one within another leaves nothing. Short ones would blacken half of every text and protect nothing.
    private readonly string[] _secrets = [.. secrets.SelectMany(one => one.Split('\n')).Select(one => one.Trim()).Where(one => one.Length >= 6).Distinct().OrderByDescending(one => one.Length)];

    public string Clean(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        return text;
    }

    /// <summary>Differences without secrets: one of yesterday may stand in the old text of a file that holds none today.</summary>
    public IReadOnlyList<Difference> Clean(IReadOnlyList<Difference> differences) => _secrets.Length == 0 ? differences :
        [.. differences.Select(one => new Difference(Clean(one.What), Maybe(one.Now), Maybe(one.Wanted)) { Text = Maybe(one.Text) })];

    private string? Maybe(string? text) => text is null ? null : Clean(text);
}

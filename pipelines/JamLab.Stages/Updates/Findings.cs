namespace JamLab.Stages.Updates;

/// <summary>What one kind of pins gives; each thing is asked by itself, so that one that gives no answer holds up no other.</summary>
internal sealed class Findings
{
    public List<Update> Updates { get; } = [];

    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public List<HandPin> ByHand { get; } = [];

    public List<Unasked> Unasked { get; } = [];

    public async Task TryAsync(string what, Func<Task> ask)
    {
        try
        {
            await ask().ConfigureAwait(false);
        }
        catch (PublisherException problem)
        {
            Unasked.Add(new Unasked(what, problem.Message));
        }
    }

    public static UpdateResult Merge(IReadOnlyList<Findings> all) => new()
    {
        Updates = [.. all.SelectMany(one => one.Updates)],
        Files = all.SelectMany(one => one.Files).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal),
        ByHand = [.. all.SelectMany(one => one.ByHand).Distinct()],
        Unasked = [.. all.SelectMany(one => one.Unasked)],
    };
}

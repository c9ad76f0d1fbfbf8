using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Running;

/// <summary>Follows an apply by its marker lines: what is being changed, what is done, and what the one that failed said.</summary>
internal sealed class ApplyProgress(
    Markers markers, List<(Declared Declared, Change Change)> changes, Dictionary<Declared, ResourceReport> reports, Func<TimeSpan> now, Redaction redaction, Action<string, string?> tell)
{
    private const int KeptLines = 20;

    private readonly Queue<string> _output = new();
    private int _current = -1;
    private TimeSpan _since;

    public bool IsComplete { get; private set; }

    /// <summary>Whether another run's script changed the host meanwhile: nothing was done, and the answers at the end are for a new plan.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Whether the host takes changes back by itself unless it hears from a second connection.</summary>
    public bool IsGuarded { get; private set; }

    /// <summary>The resource that failed, what it said, and what to do.</summary>
    public (string Name, string Said, string WayOut)? Failed { get; private set; }

    /// <summary>Where the script is, for a message: "while changing file /etc/motd".</summary>
    public string Where => _current < 0 ? "before anything was changed" : IsComplete ? "after everything was changed" : $"while changing {changes[_current].Declared.Resource.Name}";

    public void OnLine(string line)
    {
        switch (markers.Words(line))
        {
            case null:
                if (line.Length > 0)
                    _output.Enqueue(line);
                if (_output.Count > KeptLines)
                    _output.Dequeue();
                break;
            case ["change", var index]:
                Finish();
                _current = int.Parse(index);
                _since = now();
                _output.Clear();
                tell("changing", changes[_current].Declared.Resource.Name);
                break;
            case ["say", .. var words] when _current >= 0:
                // What a resource's script tells with j_say while it works, such as what it waits for.
                tell(redaction.Clean(string.Join(' ', words)), changes[_current].Declared.Resource.Name);
                break;
            case ["guarded"]:
                IsGuarded = true;
                break;
            case ["busy"]:
                tell("waiting for another run's script, which is still changing the host", null);
                break;
            case ["stale"]:
                IsStale = true;
                break;
            case ["applied"]:
                Finish();
                IsComplete = true;
                break;
            case ["failed", var at, var code]:
                Fail(at, code);
                break;
        }
    }

    /// <summary>Notes the change that was being made when the connection broke.</summary>
    public void End()
    {
        if (!IsComplete && Failed is null && _current >= 0)
            Note(ResourceOutcome.Failed);
    }

    private void Finish()
    {
        if (_current < 0 || IsComplete)
            return;
        var outcome = ResourceOutcome.Changed;
        try
        {
            changes[_current].Change.WhenMade?.Invoke();
        }
        catch (Exception wrong)
        {
            // Whatever it is: here it would be taken for the connection's fault.
            outcome = ResourceOutcome.Failed;
            Failed ??= (changes[_current].Declared.Resource.Name, redaction.Clean(wrong.Message), "set right on this computer what it says, then run again");
        }

        Note(outcome);
    }

    private void Fail(string at, string code)
    {
        if (!int.TryParse(at, out var index))
        {
            Failed = ("the script", Said() is { Length: > 0 } words ? words : $"exit code {code}", KnownFailures.WayOut(Said()));
            return;
        }

        _current = index;
        Note(ResourceOutcome.Failed);
        var said = Said();
        Failed = (changes[index].Declared.Resource.Name, said.Length == 0 ? $"exit code {code}" : said, KnownFailures.WayOut(said));
    }

    private string Said() => redaction.Clean(string.Join('\n', _output)).Trim();

    private void Note(ResourceOutcome outcome)
    {
        var (declared, change) = changes[_current];
        var before = reports[declared];
        reports[declared] = before with
        {
            Outcome = outcome,
            Differences = before.Differences.Count > 0 ? before.Differences : redaction.Clean(change.Differences),
            StartedAt = before.StartedAt ?? _since,
            Elapsed = (before.Elapsed ?? TimeSpan.Zero) + (now() - _since),
            Output = outcome == ResourceOutcome.Failed && _output.Count > 0 ? redaction.Clean(string.Join('\n', _output)) : null,
        };
    }
}

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>One at a time in a group, and one waiting (a newer one cancels it), or with <c>queue: max</c> all in their order.</summary>
internal sealed class ConcurrencyGroups
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Group> _groups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns when it is our turn, to be disposed at the end; throws <see cref="OperationCanceledException"/> when a newer one took our place.</summary>
    /// <param name="cancel">Called when a newer one with <c>cancel-in-progress</c> comes.</param>
    public async Task<IDisposable> EnterAsync(string name, bool cancelInProgress, bool queueAll, Action cancel, CancellationToken ct)
    {
        var mine = new Ticket(this, name, cancel);
        List<Action> toCancel = [];
        lock (_lock)
        {
            if (!_groups.TryGetValue(name, out var group))
                _groups[name] = group = new Group();
            if (group.Running is null)
            {
                group.Running = mine;
                mine.Turn.SetResult();
            }
            else
            {
                if (!queueAll)
                {
                    toCancel.AddRange(group.Waiting.Select(x => (Action)(() => x.Turn.TrySetCanceled(CancellationToken.None))));
                    group.Waiting.Clear();
                }

                if (cancelInProgress)
                    toCancel.Add(group.Running.Cancel);
                group.Waiting.Add(mine);
            }
        }

        toCancel.ForEach(x => x());
        await using (ct.Register(() => mine.Turn.TrySetCanceled(ct)))
        {
            try
            {
                await mine.Turn.Task;
            }
            catch (OperationCanceledException)
            {
                Leave(mine);
                throw;
            }
        }

        return mine;
    }

    private void Leave(Ticket ticket)
    {
        lock (_lock)
        {
            var group = _groups[ticket.Name];
            group.Waiting.Remove(ticket);
            if (group.Running != ticket)
                return;
            group.Running = null;
            while (group.Running is null && group.Waiting.Count > 0)
            {
                var next = group.Waiting[0];
                group.Waiting.RemoveAt(0);
                if (next.Turn.TrySetResult())
                    group.Running = next;
            }
        }
    }

    private sealed class Group
    {
        public Ticket? Running { get; set; }

        public List<Ticket> Waiting { get; } = [];
    }

    private sealed class Ticket(ConcurrencyGroups groups, string name, Action cancel) : IDisposable
    {
        public string Name { get; } = name;

        public Action Cancel { get; } = cancel;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => groups.Leave(this);
    }
}

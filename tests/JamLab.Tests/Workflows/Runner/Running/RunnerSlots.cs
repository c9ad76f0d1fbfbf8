namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>The machines of the fleet; jobs take turns on them in the order in which they came.</summary>
internal sealed class RunnerSlots(int count)
{
    private readonly Lock _lock = new();
    private readonly SortedSet<int> _free = [.. Enumerable.Range(1, count)];
    private readonly LinkedList<TaskCompletionSource<int>> _waiting = [];

    /// <summary>A slot's number from 1.</summary>
    public async Task<int> TakeAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        TaskCompletionSource<int> turn;
        lock (_lock)
        {
            if (_free.Count > 0)
            {
                var first = _free.Min;
                _free.Remove(first);
                return first;
            }

            turn = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(turn);
        }

        await using (ct.Register(() => turn.TrySetCanceled(ct)))
            return await turn.Task;
    }

    public void Return(int slot)
    {
        lock (_lock)
        {
            while (_waiting.First is { } next)
            {
                _waiting.RemoveFirst();
                if (next.Value.TrySetResult(slot))
                    return;
            }

            _free.Add(slot);
        }
    }
}

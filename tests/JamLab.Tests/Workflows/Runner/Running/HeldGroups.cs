using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>Concurrency groups while they are ours; <see cref="Token"/> fires when a newer run takes one away.</summary>
internal sealed class HeldGroups : IAsyncDisposable
{
    private readonly List<IDisposable> _held = [];
    private readonly CancellationTokenSource _stop;

    private HeldGroups(CancellationToken ct) => _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);

    /// <summary>The groups from the run's down to this one's.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    public CancellationToken Token => _stop.Token;

    public static async Task<HeldGroups> EnterAsync(
        RunState run, IEnumerable<(ConcurrencyModel? Model, Place Place)> groups, Scope scope, IReadOnlyList<string> held, CancellationToken ct)
    {
        var result = new HeldGroups(ct) { Names = held };
        try
        {
            foreach (var (model, place) in groups)
            {
                if (model is not null)
                    await result.EnterAsync(run, model, place, scope);
            }

            return result;
        }
        catch
        {
            await result.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _held.ForEach(x => x.Dispose());
        // Not disposed: the group may still call Cancel on it, which does nothing then.
        return ValueTask.CompletedTask;
    }

    private async Task EnterAsync(RunState run, ConcurrencyModel model, Place place, Scope scope)
    {
        var name = Yaml.Evaluate(model.Group, place, scope).AsText();
        if (name.Length == 0)
            throw new ExpressionException("the concurrency group is empty");
        if (Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ExpressionException($"Canceling since a deadlock for concurrency group '{name}' was detected between a job and the workflow above it");
        _held.Add(await run.Groups.EnterAsync(name, Yaml.Evaluate(model.CancelInProgress, place, scope).IsTruthy(), model.Queue == "max", _stop.Cancel, Token));
        Names = [.. Names, name];
    }
}

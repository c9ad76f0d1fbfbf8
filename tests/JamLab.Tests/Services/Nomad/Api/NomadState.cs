using System.Text.Json.Nodes;

namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>What a Nomad knows: everything is JSON as its API shows it, and every change raises the index that blocking queries wait for.</summary>
internal sealed class NomadState
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ids;

    public Lock Gate { get; } = new();

    public long Index { get; set; } = 10;

    public List<(string Name, string Id, bool IsReady)> Nodes { get; } = [];

    /// <summary>All versions of each job, oldest first.</summary>
    public Dictionary<string, List<JsonObject>> Jobs { get; } = [];

    public Dictionary<string, JsonObject> Evaluations { get; } = [];

    public List<JsonObject> Deployments { get; } = [];

    public List<JsonObject> Allocations { get; } = [];

    public Dictionary<string, JsonObject> Variables { get; } = [];

    /// <summary>Log text by allocation and stream (<c>stderr</c>, <c>stdout</c>).</summary>
    public Dictionary<(string Allocation, string Stream), string> Logs { get; } = [];

    public Task Changed
    {
        get
        {
            lock (Gate)
                return _changed.Task;
        }
    }

    public string NewId() => $"{++_ids:x8}-aaaa-4bbb-8ccc-ddddeeeeffff";

    /// <summary>Makes a change at a new index and wakes those who wait.</summary>
    public T Change<T>(Func<T> change)
    {
        lock (Gate)
        {
            Index++;
            var result = change();
            Wake();
            return result;
        }
    }

    public void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

    /// <summary>Wakes those who wait without a change, as when their time is over.</summary>
    public void Wake()
    {
        lock (Gate)
        {
            var woken = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            woken.SetResult();
        }
    }

    public JsonObject? Job(string id) => Jobs.TryGetValue(id, out var versions) ? versions[^1] : null;

    public JsonObject? LatestDeployment(string job) => Deployments.LastOrDefault(one => (string)one["JobID"]! == job);
}

using JamLab.Tests.Workflows.Runner.Files;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>Filters of an event by name (<c>branches</c>, <c>paths-ignore</c>, <c>types</c> and so on); a filter that is absent is null.</summary>
public sealed class EventFilter(IReadOnlyDictionary<string, IReadOnlyList<string>> filters)
{
    private static readonly string[] DefaultTypes = ["opened", "synchronize", "reopened"];

    public bool Takes(WorkflowEvent @event) =>
        TakesType(@event) && TakesRef(@event) && TakesPaths(@event.ChangedFiles);

    private bool TakesType(WorkflowEvent @event) =>
        @event.Name is not "pull_request" || Get("types", DefaultTypes).Contains(@event.Action ?? "opened");

    private bool TakesRef(WorkflowEvent @event)
    {
        if (@event.Name is not ("push" or "pull_request"))
            return true;
        if (@event.Name == "push" && @event.Ref.StartsWith("refs/tags/", StringComparison.Ordinal))
            return Takes("tags", @event.RefName) && (Has("tags") || !Has("branches"));
        var branch = @event.Name == "push" ? @event.RefName : @event.BaseRef;
        return Takes("branches", branch) && (Has("branches") || !Has("tags"));
    }

    private bool TakesPaths(IReadOnlyList<string>? changed)
    {
        if (!Has("paths"))
            return true;
        if (changed is null)
            throw new WorkflowException("the workflow filters by paths: the event must say which files changed");
        return filters.TryGetValue("paths", out var paths)
            ? changed.Any(x => FilterPattern.Takes(paths, x))
            : !changed.All(x => FilterPattern.Takes(filters["paths-ignore"], x));
    }

    private bool Has(string name) => filters.ContainsKey(name) || filters.ContainsKey(name + "-ignore");

    private bool Takes(string name, string value) =>
        filters.TryGetValue(name, out var taken) ? FilterPattern.Takes(taken, value)
        : !filters.TryGetValue(name + "-ignore", out var ignored) || !FilterPattern.Takes(ignored, value);

    private IReadOnlyList<string> Get(string name, IReadOnlyList<string> otherwise) => filters.GetValueOrDefault(name, otherwise);
}

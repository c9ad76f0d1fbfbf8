using JamLab.Tests.Workflows.Runner.Expressions;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>A job with all places of its matrix, as other jobs see it under <c>needs</c>; <paramref name="Ran"/> says whether any of it ran in this attempt.</summary>
internal sealed record JobGroup(Conclusion Result, ObjectValue Outputs, bool Ran)
{
    /// <summary>What <c>needs</c> and <c>jobs</c> show of it.</summary>
    public ObjectValue Value
    {
        get
        {
            var value = new ObjectValue();
            value["result"] = Expressions.Value.Of(Result.ToString().ToLowerInvariant());
            value["outputs"] = Outputs;
            return value;
        }
    }

    public static JobGroup Of(IReadOnlyCollection<JobGroup> places)
    {
        var outputs = new ObjectValue();
        foreach (var (key, value) in places.SelectMany(x => x.Outputs.Pairs).Where(x => !outputs.Contains(x.Key) || x.Value.AsText().Length > 0))
            outputs[key] = value;
        return new JobGroup(Worst([.. places.Select(x => x.Result)]), outputs, places.Any(x => x.Ran));
    }

    /// <summary>Waiting before failed before cancelled before succeeded; skipped only when all are.</summary>
    public static Conclusion Worst(IReadOnlyCollection<Conclusion> results) =>
        new[] { Conclusion.Waiting, Conclusion.Failure, Conclusion.Cancelled, Conclusion.Success }.Where(results.Contains).FirstOrDefault(Conclusion.Skipped);
}

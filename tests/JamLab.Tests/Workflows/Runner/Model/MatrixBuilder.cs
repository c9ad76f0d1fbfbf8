using JamLab.Tests.Workflows.Runner.Expressions;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>One job of a matrix; <paramref name="Label"/> is what stands in brackets behind the job's name, for example <c>debian-12, x64</c>.</summary>
public sealed record Combination(ObjectValue Values, string Label);

/// <summary>A matrix to its jobs: the product of its axes without <c>exclude</c>, then <c>include</c>, as the workflow syntax documents them.</summary>
public static class MatrixBuilder
{
    public const int MostJobs = 256;

    /// <summary>Throws <see cref="ExpressionException"/> for what GitHub fails a job for.</summary>
    public static IReadOnlyList<Combination> Build(Value matrix)
    {
        if (matrix is not ObjectValue mapping)
            throw new ExpressionException($"Error when evaluating 'strategy': the matrix must be a mapping, not '{matrix.AsText()}'");
        var axes = mapping.Pairs.Where(x => !IsFilter(x.Key)).ToList();
        var include = Entries(mapping["include"], "include");
        var exclude = Entries(mapping["exclude"], "exclude");
        CheckExclude(exclude, axes);
        var original = Product(axes).Where(x => !exclude.Any(y => y.Pairs.All(z => Same(x[z.Key], z.Value)))).ToList();
        var all = original.Select(x => (Values: x.Copy(), Label: Label(x.Values))).ToList();
        foreach (var entry in include)
        {
            var taken = false;
            for (var i = 0; i < original.Count; i++)
            {
                if (entry.Pairs.Any(x => original[i].Contains(x.Key) && !Same(original[i][x.Key], x.Value)))
                    continue;
                taken = true;
                foreach (var (key, value) in entry.Pairs)
                    all[i].Values[key] = value;
            }

            if (!taken)
                all.Add((entry.Copy(), Label(entry.Values)));
        }

        return all.Count switch
        {
            0 => throw new ExpressionException("Error when evaluating 'strategy': Matrix must define at least one vector"),
            > MostJobs => throw new ExpressionException($"Error when evaluating 'strategy': The total number of jobs for the matrix is {all.Count}, at most {MostJobs} are allowed"),
            _ => [.. all.Select(x => new Combination(x.Values, x.Label))],
        };
    }

    private static bool IsFilter(string key) => key.Equals("include", StringComparison.OrdinalIgnoreCase) || key.Equals("exclude", StringComparison.OrdinalIgnoreCase);

    private static List<ObjectValue> Entries(Value value, string what) => value switch
    {
        NullValue => [],
        ArrayValue x when x.Items.All(y => y is ObjectValue) => [.. x.Items.Cast<ObjectValue>()],
        _ => throw new ExpressionException($"Error when evaluating 'strategy': {what} must be a list of mappings"),
    };

    private static void CheckExclude(List<ObjectValue> exclude, List<KeyValuePair<string, Value>> axes)
    {
        if (exclude.SelectMany(x => x.Keys).FirstOrDefault(x => !axes.Exists(y => y.Key.Equals(x, StringComparison.OrdinalIgnoreCase))) is { } unknown)
            throw new ExpressionException($"Error when evaluating 'strategy': Matrix exclude key '{unknown}' does not match any key within the matrix");
    }

    private static List<ObjectValue> Product(List<KeyValuePair<string, Value>> axes)
    {
        if (axes.Count == 0)
            return [];
        List<ObjectValue> result = [new ObjectValue()];
        foreach (var (key, value) in axes)
        {
            if (value is not ArrayValue { Items.Count: > 0 } vector)
                throw new ExpressionException($"Error when evaluating 'strategy': Matrix vector '{key}' does not contain any values");
            result = [.. result.SelectMany(x => vector.Items, (x, item) =>
            {
                var combination = x.Copy();
                combination[key] = item;
                return combination;
            })];
        }

        return result;
    }

    private static string Label(IEnumerable<Value> values) => string.Join(", ", values.SelectMany(Leaves));

    private static IEnumerable<string> Leaves(Value value) => value switch
    {
        ObjectValue x => x.Values.SelectMany(Leaves),
        ArrayValue x => x.Items.SelectMany(Leaves),
        _ => [value.AsText()],
    };

    private static bool Same(Value left, Value right) => (left, right) switch
    {
        (ObjectValue x, ObjectValue y) => x.Keys.Count == y.Keys.Count && x.Pairs.All(z => y.Contains(z.Key) && Same(z.Value, y[z.Key])),
        (ArrayValue x, ArrayValue y) => x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(z => Same(z.First, z.Second)),
        _ => left.IsPrimitive() && right.IsPrimitive() && left.AsText() == right.AsText(),
    };
}

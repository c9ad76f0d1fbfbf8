namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>A tree to a value.</summary>
internal static class Evaluator
{
    public static Value Evaluate(this Node node, Scope scope) => node switch
    {
        LiteralNode x => x.Value,
        ContextNode x => scope.Contexts.GetValueOrDefault(x.Name, Value.Null),
        NotNode x => Value.Of(!x.Of.Evaluate(scope).IsTruthy()),
        IndexNode x => Index(x.Of.Evaluate(scope), x.Index?.Evaluate(scope)),
        OperatorNode x => Operate(x, scope),
        CallNode x => Functions.Call(x.Function, [.. x.Arguments.Select(y => y.Evaluate(scope))], scope),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private static Value Operate(OperatorNode node, Scope scope)
    {
        var left = node.Left.Evaluate(scope);
        if (node.Operator is "&&" or "||")
            return left.IsTruthy() == (node.Operator == "||") ? left : node.Right.Evaluate(scope);
        var right = node.Right.Evaluate(scope);
        return Value.Of(node.Operator switch
        {
            "==" => left.LooselyEquals(right),
            "!=" => !left.LooselyEquals(right),
            "<" => left.IsLessThan(right),
            "<=" => left.IsLessThan(right) || left.LooselyEquals(right),
            ">" => right.IsLessThan(left),
            _ => right.IsLessThan(left) || left.LooselyEquals(right),
        });
    }

    private static Value Index(Value of, Value? index) => of switch
    {
        ArrayValue { IsFiltered: true } array => new ArrayValue(array.Items.SelectMany(x => Inside(x, index)), isFiltered: true),
        _ when index is null => new ArrayValue(Inside(of, null), isFiltered: true),
        _ => Inside(of, index).FirstOrDefault(Value.Null),
    };

    private static IEnumerable<Value> Inside(Value of, Value? index) => (of, index) switch
    {
        (ObjectValue x, null) => x.Values,
        (ArrayValue x, null) => x.Items,
        (ObjectValue x, _) when index.IsPrimitive() && x.Contains(index.AsText()) => [x[index.AsText()]],
        (ArrayValue x, _) when index.IsPrimitive() && Math.Floor(index.AsNumber()) is >= 0 and var at && at < x.Items.Count => [x.Items[(int)at]],
        _ => [],
    };
}

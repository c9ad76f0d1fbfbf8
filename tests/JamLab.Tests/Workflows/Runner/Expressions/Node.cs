namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>The tree of an expression.</summary>
internal abstract record Node
{
    /// <summary>Whether a function of this name is called anywhere in it.</summary>
    public abstract bool Calls(params string[] functions);
}

internal sealed record LiteralNode(Value Value) : Node
{
    public override bool Calls(params string[] functions) => false;
}

internal sealed record ContextNode(string Name) : Node
{
    public override bool Calls(params string[] functions) => false;
}

/// <summary><paramref name="Index"/> is null for <c>*</c>.</summary>
internal sealed record IndexNode(Node Of, Node? Index) : Node
{
    public override bool Calls(params string[] functions) => Of.Calls(functions) || Index?.Calls(functions) == true;
}

internal sealed record NotNode(Node Of) : Node
{
    public override bool Calls(params string[] functions) => Of.Calls(functions);
}

internal sealed record OperatorNode(string Operator, Node Left, Node Right) : Node
{
    public override bool Calls(params string[] functions) => Left.Calls(functions) || Right.Calls(functions);
}

internal sealed record CallNode(string Function, IReadOnlyList<Node> Arguments) : Node
{
    public override bool Calls(params string[] functions) =>
        functions.Contains(Function, StringComparer.OrdinalIgnoreCase) || Arguments.Any(x => x.Calls(functions));
}

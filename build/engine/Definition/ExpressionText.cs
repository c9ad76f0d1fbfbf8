using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>Prints the expressions that requirements are made of as C#; anything rarer as .NET does.</summary>
internal sealed class ExpressionText
{
    private static readonly Dictionary<ExpressionType, string> Operators = new()
    {
        [ExpressionType.AndAlso] = "&&",
        [ExpressionType.OrElse] = "||",
        [ExpressionType.Equal] = "==",
        [ExpressionType.NotEqual] = "!=",
        [ExpressionType.LessThan] = "<",
        [ExpressionType.LessThanOrEqual] = "<=",
        [ExpressionType.GreaterThan] = ">",
        [ExpressionType.GreaterThanOrEqual] = ">=",
    };

    public string Of(Expression expression) => expression switch
    {
        BinaryExpression binary when Operators.TryGetValue(binary.NodeType, out var text) => $"{Of(binary.Left)} {text} {Of(binary.Right)}",
        UnaryExpression { NodeType: ExpressionType.Not } not => $"!{Of(not.Operand)}",
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Of(convert.Operand),
        MemberExpression { Expression: null or ConstantExpression } member => member.Member.Name,
        MemberExpression member => $"{Of(member.Expression!)}.{member.Member.Name}",
        MethodCallExpression call => $"{Prefix(call)}{call.Method.Name}({string.Join(", ", call.Arguments.Select(Of))})",
        ConstantExpression { Value: null } => "null",
        ConstantExpression { Value: string text } => $"\"{text}\"",
        _ => expression.ToString(),
    };

    private string Prefix(MethodCallExpression call) => call.Object switch
    {
        null => call.Method.DeclaringType!.Name + ".",
        ConstantExpression => "",
        var instance => Of(instance) + ".",
    };
}

using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Reads simple expressions by reflection: compiling one costs more than a whole start-up may.</summary>
internal static class MemberExpressions
{
    /// <summary>The member that <c>() =&gt; X</c> or <c>x =&gt; x.X</c> names.</summary>
    public static MemberInfo MemberOf(LambdaExpression expression) =>
        TryMemberOf(expression) ?? throw new UserMistake($"'{Text(expression)}' must name a field or property");

    public static MemberInfo? TryMemberOf(LambdaExpression expression) => Unconverted(expression.Body) switch
    {
        MemberExpression member => member.Member,
        _ => null,
    };

    public static object? Evaluate(LambdaExpression expression) => Unconverted(expression.Body) switch
    {
        MemberExpression { Expression: null or ConstantExpression } member => ValueOf(member),
        _ => expression.Compile(preferInterpretation: true).DynamicInvoke(),
    };

    /// <summary>The expression as its author may have written it, for messages.</summary>
    public static string Text(LambdaExpression expression) => new ExpressionText().Of(expression.Body);

    private static object? ValueOf(MemberExpression member)
    {
        var instance = (member.Expression as ConstantExpression)?.Value;
        return member.Member switch
        {
            FieldInfo field => field.GetValue(instance),
            PropertyInfo property => property.GetValue(instance),
            _ => null,
        };
    }

    private static Expression Unconverted(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert } unary ? unary.Operand : expression;
}

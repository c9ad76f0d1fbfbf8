using System.Globalization;

namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>How values become booleans, numbers and strings, and how they compare: loosely, as GitHub documents under "Operators".</summary>
public static class Coercion
{
    public static bool IsTruthy(this Value value) => value switch
    {
        NullValue => false,
        BooleanValue x => x.Value,
        NumberValue x => x.Value != 0 && !double.IsNaN(x.Value),
        StringValue x => x.Value.Length > 0,
        _ => true,
    };

    public static bool IsPrimitive(this Value value) => value is not (ArrayValue or ObjectValue);

    /// <summary>The text that takes the place of <c>${{ }}</c>; arrays and objects show only their kind.</summary>
    public static string AsText(this Value value) => value switch
    {
        BooleanValue x => x.Value ? "true" : "false",
        NumberValue x => NumberText(x.Value),
        StringValue x => x.Value,
        ArrayValue => "Array",
        ObjectValue => "Object",
        _ => "",
    };

    public static double AsNumber(this Value value) => value switch
    {
        NullValue => 0,
        BooleanValue x => x.Value ? 1 : 0,
        NumberValue x => x.Value,
        StringValue x => ParseNumber(x.Value),
        _ => double.NaN,
    };

    public static bool LooselyEquals(this Value left, Value right)
    {
        (left, right) = Coerce(left, right);
        return (left, right) switch
        {
            (NullValue, NullValue) => true,
            (BooleanValue x, BooleanValue y) => x.Value == y.Value,
            (NumberValue x, NumberValue y) => x.Value == y.Value,
            (StringValue x, StringValue y) => string.Equals(x.Value, y.Value, StringComparison.OrdinalIgnoreCase),
            _ => ReferenceEquals(left, right),
        };
    }

    public static bool IsLessThan(this Value left, Value right)
    {
        (left, right) = Coerce(left, right);
        return (left, right) switch
        {
            (BooleanValue x, BooleanValue y) => !x.Value && y.Value,
            (NumberValue x, NumberValue y) => x.Value < y.Value,
            (StringValue x, StringValue y) => string.Compare(x.Value, y.Value, StringComparison.OrdinalIgnoreCase) < 0,
            _ => false,
        };
    }

    public static double ParseNumber(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return 0;
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : double.NaN;
        if (text.StartsWith("0o", StringComparison.Ordinal))
            return text.Length > 2 && text[2..].All(x => x is >= '0' and <= '7') ? Convert.ToInt32(text[2..], 8) : double.NaN;
        if (text is "Infinity" or "-Infinity" or "+Infinity")
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return text.All(x => char.IsAsciiDigit(x) || x is '.' or 'e' or 'E' or '+' or '-') && double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
    }

    private static string NumberText(double number) =>
        number == 0 ? "0" : number.ToString("G15", CultureInfo.InvariantCulture);

    private static (Value Left, Value Right) Coerce(Value left, Value right)
    {
        if (left.GetType() == right.GetType())
            return (left, right);
        if (left is NullValue or BooleanValue || (left is StringValue && right is NumberValue))
            return Coerce(Value.Of(left.AsNumber()), right);
        if (right is NullValue or BooleanValue || (right is StringValue && left is NumberValue))
            return Coerce(left, Value.Of(right.AsNumber()));
        return (left, right);
    }
}

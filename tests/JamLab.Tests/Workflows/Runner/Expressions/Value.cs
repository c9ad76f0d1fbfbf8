using System.Diagnostics.CodeAnalysis;

namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>What an expression is worth: null, boolean, number, string, array or object; equality of arrays and objects is that of references.</summary>
public abstract class Value
{
    public static Value Null { get; } = new NullValue();

    public static Value True { get; } = new BooleanValue(true);

    public static Value False { get; } = new BooleanValue(false);

    public static Value Empty { get; } = new StringValue("");

    public static Value Of(bool value) => value ? True : False;

    public static Value Of(string? value) => value is null ? Null : new StringValue(value);

    public static Value Of(double value) => new NumberValue(value);
}

/// <summary>Also what a property is that does not exist.</summary>
public sealed class NullValue : Value;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class BooleanValue(bool value) : Value
{
    public bool Value { get; } = value;
}

/// <summary>Every number is a double, as in JSON.</summary>
public sealed class NumberValue(double value) : Value
{
    public double Value { get; } = value;
}

/// <summary>Text; compared without regard to case.</summary>
public sealed class StringValue(string value) : Value
{
    public string Value { get; } = value;
}

/// <summary>A sequence; <see cref="IsFiltered"/> marks the result of <c>.*</c>, on which a property is asked of each item.</summary>
public sealed class ArrayValue(IEnumerable<Value> items, bool isFiltered = false) : Value
{
    public IReadOnlyList<Value> Items { get; } = [.. items];

    public bool IsFiltered { get; } = isFiltered;
}

/// <summary>A mapping that keeps its order; keys ignore case except in <c>env</c> on Linux.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is one of the values.")]
public sealed class ObjectValue(bool caseSensitive = false) : Value
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, Value> _values = new(caseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    public static ObjectValue Of(IEnumerable<KeyValuePair<string, string>> pairs, bool caseSensitive = false)
    {
        var result = new ObjectValue(caseSensitive);
        foreach (var (key, value) in pairs)
            result[key] = Of(value);
        return result;
    }

    public IReadOnlyList<string> Keys => _order;

    public IEnumerable<Value> Values => _order.Select(x => _values[x]);

    public IEnumerable<KeyValuePair<string, Value>> Pairs => _order.Select(x => KeyValuePair.Create(x, _values[x]));

    public Value this[string key]
    {
        get => _values.GetValueOrDefault(key, Null);
        set
        {
            if (!_values.ContainsKey(key))
                _order.Add(key);
            _values[key] = value;
        }
    }

    public bool Contains(string key) => _values.ContainsKey(key);

    public ObjectValue Copy()
    {
        var copy = new ObjectValue(_values.Comparer == StringComparer.Ordinal);
        foreach (var (key, value) in Pairs)
            copy[key] = value;
        return copy;
    }
}

using JamLab.Inventory.Format;

namespace JamLab.Inventory.Parameters;

/// <summary>
/// What a parameter takes. Values arrive as string, bool, int, <see cref="TimeSpan"/>, <see cref="Model.ByteSize"/>, <see cref="System.Net.IPAddress"/>, <see cref="Model.Cidr"/>,
/// <see cref="Uri"/>, <see cref="Secret"/>, <c>IReadOnlyList&lt;Sourced&lt;object>></c>, or <c>IReadOnlyDictionary&lt;string, Sourced&lt;object>></c> for mappings of both sorts.
/// </summary>
public sealed class ParameterKind
{
    private readonly string? _many;
    private readonly string? _takes;

    private ParameterKind(Shape<object> shape, string? many = null, string? takes = null)
    {
        _takes = takes;
        Shape = shape;
        _many = many;
    }

    public static ParameterKind Text { get; } = new(Any(Scalars.AnyText), "texts");

    public static ParameterKind Boolean { get; } = new(Any(Scalars.Boolean));

    public static ParameterKind Duration { get; } = new(Any(Scalars.Duration), "times");

    public static ParameterKind Size { get; } = new(Any(Scalars.Size), "sizes");

    public static ParameterKind Address { get; } = new(Any(Scalars.Address), "IPv4 addresses");

    public static ParameterKind Network { get; } = new(Any(Scalars.Network), "IPv4 networks");

    /// <summary>An absolute http or https address.</summary>
    public static ParameterKind Url { get; } = new(Any(Scalars.WebAddress), "web addresses");

    /// <summary>A value sealed with <c>!vault</c>; it stays sealed.</summary>
    public static ParameterKind Sealed { get; } = new(Any(new SecretShape()));

    /// <summary>The mappings below, if any, with the path that leads to them: "" or <c>.&lt;name&gt;</c> or <c>[]</c>.</summary>
    public (IReadOnlyList<ParameterDescription> Parameters, string Path)? Inner { get; private init; }

    /// <summary>How reference tables call it: whole number, list of texts.</summary>
    public string Takes => _takes ?? Shape.Name;

    internal Shape<object> Shape { get; }

    private string Many => _many ?? $"{Takes}s";

    /// <summary>The largest whole number that there is, as an upper end that says nothing.</summary>
    public const int Unlimited = 999_999_999;

    /// <summary>A whole number, both ends included; never below zero.</summary>
    public static ParameterKind Whole(int least, int most) => new(Any(Scalars.Number(least, most)), "whole numbers", most == Unlimited ? null : $"whole number, {least} to {most}");

    /// <summary>One of some words.</summary>
    public static ParameterKind Choice(params string[] words) =>
        new(Any(Scalars.Choice("choice", [.. words.Select(word => (word, word))])), $"words out of {string.Join(", ", words)}");

    public static ParameterKind List(ParameterKind item) => new(Any(new ListShape<object>(item.Shape, item.Many)))
    {
        Inner = item.Inner is { } inner ? (inner.Parameters, "[]" + inner.Path) : null,
    };

    /// <summary>A mapping whose keys the user chooses.</summary>
    public static ParameterKind ByName(ParameterKind value) => new(new NamedValues(value.Many, value.Shape))
    {
        Inner = value.Inner is { } inner ? (inner.Parameters, ".<name>" + inner.Path) : null,
    };

    /// <summary>A mapping with keys of its own; <paramref name="what"/> is the thing that it describes.</summary>
    public static ParameterKind Mapping(string what, IReadOnlyList<ParameterDescription> parameters) =>
        new(new MappingValue(ParameterShape.Record($"{(what[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a")} {what}", parameters)), "mappings") { Inner = (parameters, "") };

    private static AnyShape<T> Any<T>(Shape<T> shape)
        where T : notnull => new(shape);
}

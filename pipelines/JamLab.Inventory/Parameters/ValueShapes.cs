using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Parameters;

/// <summary>A shape whose values' type no longer matters.</summary>
internal sealed class AnyShape<T>(Shape<T> shape) : Shape<object>
    where T : notnull
{
    public override string Name => shape.Name;

    public override (RecordShape Record, string Path)? Inner => shape.Inner;

    public override JsonObject Schema() => shape.Schema();

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out object value)
    {
        var read = shape.TryRead(node, subject, reading, out var typed);
        value = typed;
        return read;
    }
}

/// <summary>A mapping with known keys, as its values by key.</summary>
internal sealed class MappingValue(RecordShape record) : Shape<object>
{
    public override string Name => record.Name;

    public override (RecordShape Record, string Path)? Inner => (record, "");

    public override JsonObject Schema() => record.Schema();

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out object value)
    {
        value = record.TryRead(node, subject, reading, out var section) ? ParameterShape.Values(record, [section]) : null;
        return value is not null;
    }
}

/// <summary>A mapping with the user's keys, as its values by key.</summary>
internal sealed class NamedValues(string what, Shape<object> item) : Shape<object>
{
    private readonly MapShape<string, Placed> _map = new(what, Scalars.Text("name"), "^\\S+$", new PlacedShape(item));

    public override string Name => _map.Name;

    public override (RecordShape Record, string Path)? Inner => _map.Inner;

    public override JsonObject Schema() => _map.Schema();

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out object value)
    {
        value = _map.TryRead(node, subject, reading, out var entries)
            ? entries.ToDictionary(one => one.Name.Value, one => new Sourced<object>(one.Value.Value, one.Value.Place), StringComparer.Ordinal)
            : null;
        return value is not null;
    }

    private sealed record Placed(object Value, Diagnostics.SourceSpan Place);

    private sealed class PlacedShape(Shape<object> item) : Shape<Placed>
    {
        public override string Name => item.Name;

        public override (RecordShape Record, string Path)? Inner => item.Inner;

        public override JsonObject Schema() => item.Schema();

        public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out Placed value)
        {
            value = item.TryRead(node, subject, reading, out var read) ? new Placed(read, node.Span) : null;
            return value is not null;
        }
    }
}

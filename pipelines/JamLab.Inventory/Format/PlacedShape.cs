using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Model;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Format;

/// <summary>A value that keeps its place inside a mapping of the user's names, where otherwise only the name's is kept.</summary>
internal sealed class PlacedShape<T>(Shape<T> shape) : Shape<Sourced<T>>
    where T : notnull
{
    public override string Name => shape.Name;

    public override (RecordShape Record, string Path)? Inner => shape.Inner;

    public override JsonObject Schema() => shape.Schema();

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out Sourced<T> value)
    {
        var read = shape.TryRead(node, subject, reading, out var inner);
        value = read ? new Sourced<T>(inner!, node.Span) : default;
        return read;
    }
}

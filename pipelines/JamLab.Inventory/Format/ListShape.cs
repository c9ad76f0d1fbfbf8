using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Format;

/// <summary>A list; entries that cannot be read are left out, so that one mistake is one message.</summary>
internal sealed class ListShape<T>(Shape<T> item, string plural) : Shape<IReadOnlyList<Sourced<T>>>
    where T : notnull
{
    public override string Name => $"list of {plural}";

    public override (RecordShape Record, string Path)? Inner => item.Inner is { } inner ? (inner.Record, "[]" + inner.Path) : null;

    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = item.Schema(), ["uniqueItems"] = true };

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out IReadOnlyList<Sourced<T>> value)
    {
        value = null;
        if (node is not YamlList { Tag: null } list)
        {
            var way = node is YamlScalar { IsNull: false } scalar && !scalar.Text.Contains('\n', StringComparison.Ordinal)
                ? $"write {subject.Name}: [{Show.Value(string.Join(", ", scalar.Text.Split(',', StringSplitOptions.TrimEntries))).Trim('\'')}]"
                : null;
            return Refuse(node, subject, reading, Name.Insert(0, "a "), way);
        }

        var items = new List<Sourced<T>>(list.Items.Count);
        var seen = new Dictionary<T, SourceSpan>();
        foreach (var one in list.Items)
        {
            if (!item.TryRead(one, subject, reading, out var read))
                continue;
            if (item.Inner is null && !seen.TryAdd(read, one.Span))
                reading.Problems.Error(Codes.DuplicateName, one.Span, $"{subject.Name} lists {Show.Value($"{read}")} twice{(seen[read].Line == one.Span.Line ? "" : $", first on line {seen[read].Line}")}", "delete one");
            else
                items.Add(new Sourced<T>(read, one.Span));
        }

        value = items;
        return true;
    }
}

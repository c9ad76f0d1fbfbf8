using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Yaml;

/// <summary>A node of the user's file with its place; a node that aliases lead to is one object at its anchor's place.</summary>
internal abstract class YamlValue(SourceSpan span, string? tag)
{
    public SourceSpan Span { get; } = span;

    /// <summary>The tag as written, for example <c>!vault</c>; null for none and for YAML's own.</summary>
    public string? Tag { get; } = tag;

    /// <summary>Nodes below and including this one with every alias followed: what a careless walk would visit.</summary>
    public long Weight { get; protected set; } = 1;

    /// <summary>How messages call it: text, a list, a mapping.</summary>
    public abstract string Kind { get; }

    protected void Count(YamlValue child) => Weight = Math.Min(long.MaxValue / 2, Weight + child.Weight);
}

internal sealed class YamlScalar(SourceSpan span, string? tag, string text, bool isPlain) : YamlValue(span, tag)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = isPlain;

    public bool IsNull => IsPlain && Tag is null && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : "text";
}

internal sealed class YamlList(SourceSpan span, string? tag) : YamlValue(span, tag)
{
    private readonly List<YamlValue> _items = [];

    public IReadOnlyList<YamlValue> Items => _items;

    public override string Kind => "a list";

    public void Add(YamlValue item)
    {
        _items.Add(item);
        Count(item);
    }
}

internal sealed class YamlMap(SourceSpan span, string? tag) : YamlValue(span, tag)
{
    private const int Small = 12;

    private readonly List<(YamlScalar Key, YamlValue Value)> _entries = [];

    // Most mappings are a host's few keys, and a dictionary each would be most of a large inventory's memory.
    private Dictionary<string, SourceSpan>? _places;

    public IReadOnlyList<(YamlScalar Key, YamlValue Value)> Entries => _entries;

    public override string Kind => "a mapping";

    /// <summary>A key could not be read; its problem has been told, and the mapping as a whole is not blamed again.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>Adds unless the key is there already; <paramref name="first"/> is then where.</summary>
    public bool TryAdd(YamlScalar key, YamlValue value, out SourceSpan first)
    {
        if (Find(key.Text) is { } found)
        {
            first = found;
            return false;
        }

        first = key.Span;
        _entries.Add((key, value));
        _places?.Add(key.Text, key.Span);
        if (_entries.Count == Small)
            _places = _entries.ToDictionary(entry => entry.Key.Text, entry => entry.Key.Span, StringComparer.Ordinal);
        Count(value);
        return true;
    }

    private SourceSpan? Find(string key)
    {
        if (_places is not null)
            return _places.TryGetValue(key, out var place) ? place : null;
        foreach (var (known, _) in _entries)
        {
            if (known.Text == key)
                return known.Span;
        }

        return null;
    }
}

/// <summary>Stands where a value could not be read; its problem has been told already.</summary>
internal sealed class Broken(SourceSpan span) : YamlValue(span, null)
{
    public override string Kind => "something unreadable";
}

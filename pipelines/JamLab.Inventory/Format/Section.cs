using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Inventory.Format;

/// <summary>What one mapping of the file said, by key. A key whose value could not be read is mentioned but has no value.</summary>
internal sealed class Section(SourceSpan place)
{
    private readonly List<(Key Key, object? Value, SourceSpan KeyPlace, SourceSpan ValuePlace)> _said = [];

    /// <summary>Where the section's name stands.</summary>
    public SourceSpan Place { get; } = place;

    public bool Mentions(Key key) => Index(key) >= 0;

    /// <summary>Whether the key is there with a value that could be read.</summary>
    public bool Has(Key key) => Index(key) is var at and >= 0 && _said[at].Value is not null;

    public Sourced<T>? Get<T>(Key<T> key) =>
        Index(key) is var at and >= 0 && _said[at].Value is T value ? new Sourced<T>(value, _said[at].ValuePlace) : null;

    public IReadOnlyList<T> List<T>(Key<IReadOnlyList<T>> key) => Get(key)?.Value ?? [];

    public SourceSpan? PlaceOf(Key key) => Index(key) is var at and >= 0 ? _said[at].KeyPlace : null;

    public void Set<T>(Key<T> key, T value, SourceSpan keyPlace, SourceSpan valuePlace) => _said.Add((key, value, keyPlace, valuePlace));

    public void SetBroken(Key key, SourceSpan keyPlace) => _said.Add((key, null, keyPlace, keyPlace));

    private int Index(Key key)
    {
        for (var i = 0; i < _said.Count; i++)
        {
            if (ReferenceEquals(_said[i].Key, key))
                return i;
        }

        return -1;
    }
}

using System.Collections;

namespace Nuke.Common.Execution;

/// <summary>A list that is made when somebody looks: only help, schema and messages ask for the values of a parameter.</summary>
internal sealed class LazyList(Func<IReadOnlyList<string>> create) : IReadOnlyList<string>
{
    private readonly Lazy<IReadOnlyList<string>> _items = new(create);

    public int Count => _items.Value.Count;

    public string this[int index] => _items.Value[index];

    public IEnumerator<string> GetEnumerator() => _items.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

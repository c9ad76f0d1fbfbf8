namespace Nuke.Common.Utilities.Collections;

public static class DictionaryExtensions
{
    /// <summary>Adds or replaces, and gives the dictionary back.</summary>
    public static IDictionary<TKey, TValue> AddPair<TKey, TValue>(this IDictionary<TKey, TValue> dictionary, TKey key, TValue value)
        where TKey : notnull
    {
        dictionary[key] = value;
        return dictionary;
    }
}

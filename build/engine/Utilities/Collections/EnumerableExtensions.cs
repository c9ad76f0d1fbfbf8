namespace Nuke.Common.Utilities.Collections;

/// <summary>Small things that builds do with sequences.</summary>
public static class EnumerableExtensions
{
    /// <summary>Acts on each element, at once.</summary>
    public static void ForEach<T>(this IEnumerable<T> enumerable, Action<T> action)
    {
        foreach (var item in enumerable)
            action(item);
    }

    /// <summary>Acts on each element as it passes by, later.</summary>
    public static IEnumerable<T> ForEachLazy<T>(this IEnumerable<T> enumerable, Action<T> action)
    {
        foreach (var item in enumerable)
        {
            action(item);
            yield return item;
        }
    }

    public static IEnumerable<T> WhereNotNull<T>(this IEnumerable<T?> enumerable)
        where T : class => enumerable.OfType<T>();

    public static IEnumerable<T> WhereNot<T>(this IEnumerable<T> enumerable, Func<T, bool>? condition) =>
        condition is null ? enumerable : enumerable.Where(x => !condition(x));

    public static bool IsEmpty<T>(this IEnumerable<T> enumerable) => !enumerable.Any();
}

using System.Collections;
using System.Reflection;
using JamLab.Convergence;

namespace JamLab.Stages.Configuration;

/// <summary>Whether two resources want the same. Records compare lists by reference, and each role makes its own.</summary>
internal static class SameResource
{
    public static bool Are(Resource left, Resource right) => left.Equals(right) || (left.GetType() == right.GetType() && Settings(left).All(one => Equal(one.GetValue(left), one.GetValue(right))));

    // What can be set; the rest follows from it.
    private static IEnumerable<PropertyInfo> Settings(Resource resource) =>
        resource.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null || IsParameter(resource, property));

    private static bool IsParameter(Resource resource, PropertyInfo property) =>
        resource.GetType().GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.Name == property.Name));

    private static bool Equal(object? left, object? right) => (left, right) switch
    {
        (string or null, _) or (_, string or null) => Equals(left, right),
        (IDictionary one, IDictionary other) => one.Count == other.Count && one.Keys.Cast<object>().All(key => other.Contains(key) && Equal(one[key], other[key])),
        (IEnumerable one, IEnumerable other) => one.Cast<object?>().SequenceEqual(other.Cast<object?>(), EqualityComparer<object?>.Create(Equal)),
        _ => left!.Equals(right),
    };
}

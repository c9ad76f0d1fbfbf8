using System.Collections;
using System.Reflection;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration;

using Values = IReadOnlyDictionary<string, Sourced<object>>;

/// <summary>Makes a role's parameters from what the inventory says. The inventory has been checked, so nothing here can be a user's mistake.</summary>
public static class ParameterBinder
{
    /// <summary>A new instance of <paramref name="parameters"/> with what lab, groups and host set for the role; for <see cref="RoleContext.Find"/>.</summary>
    public static object Find(Host host, string role, Type parameters) =>
        host.Parameters.TryGetValue(role, out var values) ? Bind(values, parameters) : Activator.CreateInstance(parameters)!;

    internal static object Bind(Values values, Type parameters)
    {
        var instance = Activator.CreateInstance(parameters)!;
        foreach (var (property, _) in ParameterKinds.Properties(parameters))
        {
            if (values.TryGetValue(ParameterKinds.NameOf(property), out var value))
                property.SetValue(instance, Convert(value.Value, property.PropertyType), BindingFlags.DoNotWrapExceptions, null, null, null);
        }

        return instance;
    }

    private static object Convert(object value, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().First(member => ParameterKinds.WordOf(member) == (string)value);
        if (value is IReadOnlyList<Sourced<object>> items)
            return Items(items, type);
        if (value is not Values values)
            return value;
        return ParameterKinds.ValueOf(type) is { } inner ? Named(values, inner) : Bind(values, type);
    }

    private static object Items(IReadOnlyList<Sourced<object>> items, Type type)
    {
        var inner = ParameterKinds.ItemOf(type)!;
        var array = Array.CreateInstance(inner, items.Count);
        for (var i = 0; i < items.Count; i++)
            array.SetValue(Convert(items[i].Value, inner), i);
        return type.IsArray || type.IsInterface ? array : Activator.CreateInstance(type, array)!;
    }

    private static IDictionary Named(Values values, Type inner)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), inner))!;
        foreach (var (name, value) in values)
            map.Add(name, Convert(value.Value, inner));
        return map;
    }
}

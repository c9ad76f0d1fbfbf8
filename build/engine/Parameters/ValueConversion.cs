using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Turns typed words into the value of a member. The common types do without <see cref="TypeDescriptor"/>, which is slow to load.</summary>
internal static class ValueConversion
{
    /// <summary>The type of the items when the type is a list, else null.</summary>
    public static Type? ItemType(Type type)
    {
        if (type == typeof(string))
            return null;
        if (type.IsArray)
            return type.GetElementType();
        if (!type.IsGenericType || type.GetGenericArguments().Length != 1)
            return null;
        var item = type.GetGenericArguments()[0];
        return type.IsAssignableFrom(typeof(List<>).MakeGenericType(item)) ? item : null;
    }

    /// <exception cref="FormatException">A value does not fit; the message says what is expected.</exception>
    public static object? Convert(Type type, IReadOnlyList<string> values)
    {
        if (ItemType(type) is not { } itemType)
            return ConvertOne(type, values[0]);

        var items = Array.CreateInstance(itemType, values.Count);
        for (var i = 0; i < values.Count; i++)
            items.SetValue(ConvertOne(itemType, values[i]), i);
        return type.IsAssignableFrom(items.GetType())
            ? items
            : Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType), items);
    }

    public static object? ConvertOne(Type type, string value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return value;
        if (type == typeof(bool))
            return bool.TryParse(value, out var flag) ? flag : throw new FormatException("expected true or false");
        if (type == typeof(int))
            return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException("expected a whole number");
        if (type.IsEnum)
            return EnumValue(type, value);
        return FromConverter(type, value);
    }

    private static object EnumValue(Type type, string value)
    {
        var name = Enum.GetNames(type).FirstOrDefault(x => ParameterName.Same(x, value));
        return name != null ? Enum.Parse(type, name) : throw new FormatException(Nearest.OneOf(value, Enum.GetNames(type)));
    }

    private static object? FromConverter(Type type, string value)
    {
        var declared = type.GetCustomAttribute<TypeConverterAttribute>();
        var converter = declared != null && Type.GetType(declared.ConverterTypeName) is { } converterType && converterType.GetConstructor([]) != null
            ? (TypeConverter)Activator.CreateInstance(converterType)!
            : TypeDescriptor.GetConverter(type);
        if (!converter.CanConvertFrom(typeof(string)))
            throw new FormatException($"'{type.Name}' has no converter from text");
        try
        {
            return converter.ConvertFromInvariantString(value);
        }
#pragma warning disable CA1031 // Converters throw whatever they like (bare Exception for numbers).
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new FormatException(exception is UserMistake or FormatException ? exception.Message : $"expected a value of type {type.Name}", exception);
        }
    }
}

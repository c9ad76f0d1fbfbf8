using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace Nuke.Common.Tooling;

/// <summary>A closed set of named values, declared as public static fields of the deriving class, whose values may have any text.</summary>
/// <example>
/// <code>
/// [TypeConverter(typeof(TypeConverter&lt;Configuration&gt;))]
/// public class Configuration : Enumeration
/// {
///     public static Configuration Debug = new() { Value = nameof(Debug) };
///     public static implicit operator string(Configuration configuration) => configuration.Value;
/// }
/// </code>
/// </example>
public abstract class Enumeration : IEquatable<Enumeration>
{
    protected string Value { get; set; } = "";

    public override string ToString() => Value;

    public bool Equals(Enumeration? other) => other is not null && other.GetType() == GetType() && other.Value == Value;

    public override bool Equals(object? obj) => Equals(obj as Enumeration);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(Enumeration? a, Enumeration? b) => Equals(a, b);

    public static bool operator !=(Enumeration? a, Enumeration? b) => !Equals(a, b);

    /// <summary>Reads a value by its name or text, ignoring case.</summary>
    public class TypeConverter<T> : TypeConverter
        where T : Enumeration
    {
        private static readonly IReadOnlyList<FieldInfo> Fields =
            [.. typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy).Where(x => x.FieldType == typeof(T))];

        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
            sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override bool CanConvertTo(ITypeDescriptorContext? context, [NotNullWhen(true)] Type? destinationType) =>
            destinationType == typeof(string) || base.CanConvertTo(context, destinationType);

        public override object? ConvertTo(ITypeDescriptorContext? context, CultureInfo? culture, object? value, Type destinationType) =>
            destinationType == typeof(string) ? value?.ToString() : base.ConvertTo(context, culture, value, destinationType);

        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object? value)
        {
            if (value is not string text)
                return base.ConvertFrom(context, culture, value!);
            var matches = Fields.Where(x => Same(x.Name, text) || Same(x.GetValue(null)?.ToString(), text)).ToList();
            return matches is [var match]
                ? match.GetValue(null)
                : throw new FormatException($"'{text}' is none of {string.Join(", ", Fields.Select(x => x.GetValue(null)))}");
        }

        public override bool GetStandardValuesSupported(ITypeDescriptorContext? context) => true;

        public override StandardValuesCollection GetStandardValues(ITypeDescriptorContext? context) =>
            new(Fields.Select(x => x.GetValue(null)).ToList());

        private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }
}

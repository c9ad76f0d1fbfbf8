using System.Net;
using System.Reflection;
using System.Text.Json;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Inventory.Parameters;

namespace JamLab.Stages.Configuration;

/// <summary>What the properties of a role's parameter class take, and as what they are known to inventories.</summary>
internal static class ParameterKinds
{
    /// <summary>The class's parameters in the order of its properties, with the values of a new instance as defaults.</summary>
    public static IReadOnlyList<ParameterDescription> Of(Type parameters)
    {
        var defaults = Activator.CreateInstance(parameters)!;
        return [.. Properties(parameters).Select(one => new ParameterDescription(NameOf(one.Property), one.About.Doc, Kind(one.Property.PropertyType, one.Property, one.About))
        {
            Default = ParameterText.Of(one.Property.GetValue(defaults)),
            Example = one.About.Example,
            Also = one.About.Also,
        })];
    }

    public static IEnumerable<(PropertyInfo Property, ParameterAttribute About)> Properties(Type parameters) =>
        parameters.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (Property: property, About: property.GetCustomAttribute<ParameterAttribute>()!))
            .Where(one => one.About is not null);

    public static string NameOf(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    public static string WordOf(object member) => JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString()!);

    /// <summary>The type of a list's items; null for what is no list.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType() : Arguments(type, typeof(IReadOnlyList<>), typeof(List<>), typeof(IList<>), typeof(IEnumerable<>), typeof(IReadOnlyCollection<>)) is [var item] ? item : null;

    /// <summary>The type of a mapping's values; null for what is none from texts.</summary>
    public static Type? ValueOf(Type type) =>
        Arguments(type, typeof(IReadOnlyDictionary<,>), typeof(Dictionary<,>), typeof(IDictionary<,>)) is [var key, var value] && key == typeof(string) ? value : null;

    public static bool IsMapping(Type type) => type.IsClass && type != typeof(string) && Properties(type).Any();

    private static Type[] Arguments(Type type, params Type[] definitions) =>
        type.IsGenericType && definitions.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments() : [];

    private static ParameterKind Kind(Type declared, PropertyInfo property, ParameterAttribute about)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (ItemOf(type) is { } item)
            return ParameterKind.List(Kind(item, property, about));
        if (ValueOf(type) is { } value)
            return ParameterKind.ByName(Kind(value, property, about));
        return type switch
        {
            _ when type == typeof(string) => about.Choices is { } choices ? ParameterKind.Choice(choices) : ParameterKind.Text,
            _ when type == typeof(bool) => ParameterKind.Boolean,
            _ when type == typeof(int) => ParameterKind.Whole(about.Least, about.Most),
            _ when type == typeof(TimeSpan) => ParameterKind.Duration,
            _ when type == typeof(ByteSize) => ParameterKind.Size,
            _ when type == typeof(IPAddress) => ParameterKind.Address,
            _ when type == typeof(Cidr) => ParameterKind.Network,
            _ when type == typeof(Uri) => ParameterKind.Url,
            _ when type == typeof(Secret) => ParameterKind.Sealed,
            _ when type.IsEnum => ParameterKind.Choice([.. Enum.GetValues(type).Cast<object>().Select(WordOf)]),
            _ when IsMapping(type) => ParameterKind.Mapping(NameOf(property), Of(type)),
            _ => throw new InvalidOperationException($"{property.DeclaringType}.{property.Name}: a parameter cannot be a {type}"),
        };
    }
}

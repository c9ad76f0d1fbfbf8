using System.Collections;
using System.Globalization;
using JamLab.Inventory;

namespace JamLab.Stages.Configuration;

/// <summary>A parameter's value as it would be written in an inventory.</summary>
internal static class ParameterText
{
    /// <summary>Null for no value, and for a mapping of which nothing is set.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text.Length == 0 ? "''" : text,
        bool flag => flag ? "true" : "false",
        TimeSpan time => Time(time),
        Secret => "***",
        Enum member => ParameterKinds.WordOf(member),
        IDictionary map => map.Count == 0 ? "{}" : $"{{ {string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key}: {Of(map[key])}"))} }}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ when ParameterKinds.IsMapping(value.GetType()) => Mapping(value),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string? Mapping(object value)
    {
        var set = ParameterKinds.Properties(value.GetType()).Select(one => (Name: ParameterKinds.NameOf(one.Property), Text: Of(one.Property.GetValue(value)))).Where(one => one.Text is not null).ToList();
        return set.Count == 0 ? null : $"{{ {string.Join(", ", set.Select(one => $"{one.Name}: {one.Text}"))} }}";
    }

    private static string Time(TimeSpan time)
    {
        var text = string.Concat(new[] { (time.Days, "d"), (time.Hours, "h"), (time.Minutes, "m"), (time.Seconds, "s") }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1}{part.Item2}"));
        return text.Length == 0 ? "0s" : text;
    }
}

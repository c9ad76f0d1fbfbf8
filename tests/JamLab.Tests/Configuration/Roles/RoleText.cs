using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using JamLab.Convergence;
using JamLab.Stages.Configuration;

namespace JamLab.Tests.Configuration.Roles;

/// <summary>A role's plan as text: every resource with what it says besides its defaults.</summary>
internal static class RoleText
{
    public static string Of(RolePlan plan)
    {
        var text = new StringBuilder();
        foreach (var resource in plan.Resources)
            Append(text, resource);
        if (plan.Afterwards.Count > 0)
            text.Append("\n-- when all hosts have theirs --\n");
        foreach (var resource in plan.Afterwards)
            Append(text, resource);
        if (plan.Rolling is { } rolling)
            text.Append($"\n-- {rolling.AtOnce} at once, and on when within {rolling.GateWithin.TotalSeconds} s --\n").Append(rolling.Gate.ToString().TrimEnd('\n')).Append('\n');
        return text.ToString();
    }

    private static void Append(StringBuilder text, Resource resource)
    {
        text.Append(resource.Name).Append('\n');
        foreach (var property in resource.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name is not ("Name" or "Facts")))
        {
            if (Shown(property.Name, property.GetValue(resource)) is { } value && !resource.Name.Contains(value, StringComparison.Ordinal))
                text.Append($"    {property.Name}: ").Append(value.Contains('\n', StringComparison.Ordinal) ? "\n" + Indented(value) : value + "\n");
        }
    }

    private static string? Shown(string name, object? value) => value switch
    {
        null or "" or false => null,
        HostText { IsEmpty: true } => null,
        "root" when name is "Owner" or "Group" => null,
        int mode when name == "Mode" => Convert.ToString(mode, 8).PadLeft(4, '0'),
        IReadOnlyDictionary<string, HostText> map => map.Count == 0 ? null : string.Concat(map.Select(one => $"{one.Key}:\n{Indented(one.Value.ToString())}")),
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object>()) is { Length: > 0 } text ? text : null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Indented(string text) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"        {line}\n"));
}

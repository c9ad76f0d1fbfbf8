using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common;

internal sealed class HostTypeConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is not string name
            ? base.ConvertFrom(context, culture, value)
            : name.ToUpperInvariant() switch
            {
                "GITHUBACTIONS" => new CI.GitHubActions.GitHubActions(),
                "TERMINAL" => new Terminal(),
                _ => throw new FormatException($"'{name}' is not a host; use one of {string.Join(", ", Host.Names)}"),
            };
}

using System.Globalization;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Inventory;

/// <summary>YAML as an editor's schema validator sees it: JSON by YAML 1.2's core rules.</summary>
internal static class YamlAsJson
{
    public static JToken Convert(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Convert(stream.Documents[0].RootNode);
    }

    private static JToken Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JObject(map.Children.Select(entry => new JProperty(((YamlScalarNode)entry.Key).Value!, Convert(entry.Value)))),
        YamlSequenceNode list => new JArray(list.Children.Select(Convert)),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } => JValue.CreateNull(),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar => new JValue(scalar.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => new JValue(number),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => new JValue(number),
        YamlScalarNode scalar => new JValue(scalar.Value),
        _ => throw new InvalidOperationException(node.ToString()),
    };
}

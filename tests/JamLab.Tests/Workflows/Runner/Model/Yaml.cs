using System.Globalization;
using JamLab.Tests.Workflows.Runner.Expressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>YAML nodes to values by the core schema of YAML 1.2, where <c>on</c> and <c>yes</c> are strings.</summary>
internal static class Yaml
{
    public static Value Evaluate(YamlNode? node, Place place, Scope scope)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var result = new ObjectValue();
                foreach (var (key, value) in mapping)
                    result[Template.Evaluate(Text(key), place, scope).AsText()] = Evaluate(value, place, scope);
                return result;
            case YamlSequenceNode sequence:
                return new ArrayValue(sequence.Select(x => Evaluate(x, place, scope)));
            case YamlScalarNode scalar:
                return HasExpression(scalar) ? Template.Evaluate(scalar.Value!, place, scope) : Scalar(scalar);
            default:
                return Value.Null;
        }
    }

    public static bool HasExpression(YamlNode node) =>
        node is YamlScalarNode { Value: { } text } && text.Contains("${{", StringComparison.Ordinal);

    /// <summary>A scalar as text; <c>1.10</c> reads as <c>1.1</c>, as it does on GitHub.</summary>
    public static string Text(YamlNode node) => node is YamlScalarNode scalar ? Scalar(scalar).AsText() : "";

    public static Value Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return Value.Of(text);
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return Value.Null;
            case "true" or "True" or "TRUE":
                return Value.True;
            case "false" or "False" or "FALSE":
                return Value.False;
            case ".inf" or ".Inf" or ".INF" or "+.inf":
                return Value.Of(double.PositiveInfinity);
            case ".nan" or ".NaN" or ".NAN":
                return Value.Of(double.NaN);
        }

        var numeric = char.IsAsciiDigit(text[0]) || (text[0] is '-' or '+' or '.' && text.Length > 1 && (char.IsAsciiDigit(text[1]) || text[1] == '.'));
        var number = numeric ? Coercion.ParseNumber(text) : double.NaN;
        return double.IsNaN(number) ? Value.Of(text) : Value.Of(number);
    }

    public static string Place(string file, YamlNode node) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{node.Start.Line}:{node.Start.Column}");
}

using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>Writes YAML through YamlDotNet's emitter; a text that a parser could take for something else is quoted.</summary>
internal sealed partial class YamlText
{
    private readonly Emitter emitter;

    private YamlText(TextWriter writer)
    {
        emitter = new Emitter(writer, new EmitterSettings(2, int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: false, indentSequences: true));
    }

    public static string Create(Action<YamlText> content)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var yaml = new YamlText(writer);
        yaml.emitter.Emit(new StreamStart());
        yaml.emitter.Emit(new DocumentStart());
        yaml.Map(() => content(yaml));
        yaml.emitter.Emit(new DocumentEnd(isImplicit: true));
        yaml.emitter.Emit(new StreamEnd());
        return writer.ToString();
    }

    public void Pair(string key, string value, string? comment = null)
    {
        Scalar(key);
        Scalar(value);
        if (comment is not null)
            emitter.Emit(new Comment(comment, isInline: true));
    }

    public void Pair(string key, bool value) => Plain(key, value ? "true" : "false");

    public void Pair(string key, long value) => Plain(key, value.ToString(CultureInfo.InvariantCulture));

    public void Pair(string key, Action map)
    {
        Scalar(key);
        Map(map);
    }

    public void Pair(string key, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        Scalar(key);
        Sequence(items.Select(i => (Action)(() => Scalar(i))));
    }

    public void Pair(string key, IEnumerable<Action> maps)
    {
        Scalar(key);
        Sequence(maps.Select(m => (Action)(() => Map(m))));
    }

    private void Map(Action content)
    {
        emitter.Emit(new MappingStart());
        content();
        emitter.Emit(new MappingEnd());
    }

    private void Sequence(IEnumerable<Action> items)
    {
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var item in items)
            item();
        emitter.Emit(new SequenceEnd());
    }

    private void Plain(string key, string value)
    {
        Scalar(key);
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, ScalarStyle.Plain, true, false));
    }

    private void Scalar(string text) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, StyleOf(text), isPlainImplicit: true, isQuotedImplicit: true));

    private static ScalarStyle StyleOf(string text) =>
        text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal
        : text.Any(char.IsControl) ? ScalarStyle.DoubleQuoted
        : Harmless().IsMatch(text) && !Special().IsMatch(text) ? ScalarStyle.Plain
        : ScalarStyle.SingleQuoted;

    /// <summary>Begins with a letter, path or expression, and holds nothing with a meaning in YAML's block style (a colon or a number sign beside a space).</summary>
    [GeneratedRegex(@"^(?:[A-Za-z_./~]|\$\{\{)(?:[^\s:#]|:(?=\S)| (?=[^\s#])|(?<=\S)#)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Harmless();

    /// <summary>What YAML 1.1 or 1.2 takes for a boolean, null or number. <c>on</c> is a key of every workflow, and GitHub reads it as text.</summary>
    [GeneratedRegex(@"^(?:y|n|yes|no|true|false|off|null|~|\.inf|\.nan|\.?[0-9].*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}

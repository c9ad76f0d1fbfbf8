using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace JamLab.Stages.Workflows.Printing;

/// <summary>A piece of a YAML document: maps keep their order, so that the same model is the same bytes.</summary>
internal abstract record Yaml
{
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator Yaml?(string? text) => text is null ? null : new YamlText(text);

    public static implicit operator Yaml(bool value) => new YamlWord(value ? "true" : "false");

    public static implicit operator Yaml(int value) => new YamlWord(value.ToString(CultureInfo.InvariantCulture));

    public static Yaml Map(params IEnumerable<(string Key, Yaml? Value)> entries) => new YamlMap([.. entries.Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value!))]);

    public static Yaml List(params IEnumerable<Yaml> items) => new YamlList([.. items]);

    public static Yaml Words(IEnumerable<string> words) => new YamlList([.. words.Select(word => (Yaml)word)]) { IsFlow = true };
}

/// <summary>A string, quoted where a parser could take it for something else.</summary>
internal sealed record YamlText(string Text, string? Comment = null) : Yaml;

/// <summary>A boolean or a number.</summary>
internal sealed record YamlWord(string Word) : Yaml;

internal sealed record YamlMap(IReadOnlyList<(string Key, Yaml Value)> Entries) : Yaml;

internal sealed record YamlList(IReadOnlyList<Yaml> Items) : Yaml
{
    public bool IsFlow { get; init; }
}

/// <summary>Writes a document through YamlDotNet's emitter.</summary>
internal static partial class YamlFile
{
    public static string Write(Yaml document)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(writer, new EmitterSettings(2, int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: false, indentSequences: true));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Emit(emitter, document);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return writer.ToString();
    }

    private static void Emit(Emitter emitter, Yaml yaml)
    {
        switch (yaml)
        {
            case YamlText text:
                Emit(emitter, text.Text, StyleOf(text.Text));
                if (text.Comment is not null)
                    emitter.Emit(new Comment(text.Comment, isInline: true));
                break;
            case YamlWord word:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, word.Word, ScalarStyle.Plain, true, false));
                break;
            case YamlList list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.IsFlow || list.Items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list.Items)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case YamlMap map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, map.Entries.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in map.Entries)
                {
                    Emit(emitter, key, StyleOf(key));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    private static void Emit(Emitter emitter, string text, ScalarStyle style) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));

    private static ScalarStyle StyleOf(string text) =>
        text.Any(c => char.IsControl(c) && c != '\n') ? ScalarStyle.DoubleQuoted
        : text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal
        : Harmless().IsMatch(text) && !Special().IsMatch(text) ? ScalarStyle.Plain
        : ScalarStyle.SingleQuoted;

    // Begins with a letter, a path or an expression, and holds nothing with a meaning in YAML, in flow style either.
    [GeneratedRegex(@"^(?:[A-Za-z_./~]|\$\{\{)(?:[A-Za-z0-9_./~$@=+*()&|!<>?'""-]|:(?=\S)|[{}](?=[{} ]|$)|,(?= )| (?=[^\s#]))*$", RegexOptions.CultureInvariant)]
    private static partial Regex Harmless();

    // What YAML 1.1 or 1.2 takes for a boolean, null or number. `on` is a key of every workflow, and GitHub reads it as text.
    [GeneratedRegex(@"^(?:y|n|yes|no|true|false|off|null|~|\.inf|\.nan|\.?[0-9].*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}

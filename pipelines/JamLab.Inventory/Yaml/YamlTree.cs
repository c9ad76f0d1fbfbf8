using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace JamLab.Inventory.Yaml;

/// <summary>
/// Builds the tree from YamlDotNet's events, without recursion. Its own representation model names only the second of two
/// duplicate keys and throws at the first of them; here reading goes on, and both places are known.
/// </summary>
internal sealed class YamlTree(Problems problems)
{
    private const int MaxDepth = 24;
    private const long MaxWeight = 5_000_000;

    private readonly Stack<Frame> _open = new();
    private readonly Dictionary<string, YamlValue?> _anchors = new(StringComparer.Ordinal);
    private YamlValue? _root;

    /// <summary>The document's root, or null after a syntax error; problems have been told then.</summary>
    public static YamlValue? Read(string text, Problems problems)
    {
        try
        {
            return new YamlTree(problems).Read(new Scanner(new StringReader(text)));
        }
        catch (YamlException e)
        {
            SyntaxHelp.Explain(e, text, problems);
            return null;
        }
    }

    private YamlValue? Read(Scanner scanner)
    {
        var documents = 0;
        var parser = new Parser(scanner);
        while (MoveNext(parser, scanner))
        {
            switch (parser.Current)
            {
                case DocumentStart start when ++documents > 1:
                    problems.Error(Codes.SeveralDocuments, Span(start, 3), "a second document starts here, but an inventory is one document",
                        "delete the line with ---, or move what follows to another environment");
                    return null;
                case Scalar scalar:
                    Take(Remember(scalar.Anchor, Leaf(scalar)));
                    break;
                case AnchorAlias alias:
                    Take(Resolve(alias));
                    break;
                case SequenceStart start:
                    Open(new YamlList(Span(start, 1), KnownTag(start)), start.Anchor);
                    break;
                case MappingStart start:
                    Open(new YamlMap(Span(start, 1), KnownTag(start)), start.Anchor);
                    break;
                case SequenceEnd or MappingEnd:
                    Close();
                    break;
            }

            if (_open.Count > MaxDepth)
            {
                problems.Error(Codes.TooLarge, _open.Peek().Container.Span, $"nested more than {MaxDepth} levels deep", "an inventory needs at most 6 levels");
                return null;
            }
        }

        if (_root is not { Weight: > MaxWeight })
            return _root;
        problems.Error(Codes.TooLarge, _root.Span, $"aliases make this file more than {MaxWeight:N0} values large", "write less with aliases, more with groups");
        return null;
    }

    // YamlDotNet 18 leaves some syntax errors to general exceptions, for example a line without ':' inside [ ].
    private static bool MoveNext(Parser parser, Scanner scanner)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException or FormatException or OverflowException)
        {
            throw new SyntaxErrorException(scanner.CurrentPosition, scanner.CurrentPosition, SyntaxHelp.InsideBrackets);
        }
    }

    private YamlScalar Leaf(Scalar scalar)
    {
        // Plain scalars end before trailing blanks; a block or folded scalar is shown by its first line.
        var oneLine = scalar.Start.Line == scalar.End.Line;
        var length = scalar.Style == ScalarStyle.Plain && oneLine ? scalar.Value.Length : oneLine ? (int)(scalar.End.Column - scalar.Start.Column) : 1;
        return new YamlScalar(Span(scalar, length), KnownTag(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty);
    }

    private string? KnownTag(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific)
            return null;
        var tag = node.Tag.Value;
        if (tag == "!vault")
            return tag;
        if (tag is not ("tag:yaml.org,2002:str" or "tag:yaml.org,2002:map" or "tag:yaml.org,2002:seq"))
            problems.Error(Codes.UnknownTag, Span(node, tag.Length), $"the tag {Show.Value(tag)} has no meaning here",
                tag.StartsWith("!va", StringComparison.OrdinalIgnoreCase) ? "did you mean !vault?" : "delete it; the only tag of an inventory is !vault, for a sealed value");
        return null;
    }

    private YamlValue Remember(AnchorName anchor, YamlValue value)
    {
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = value;
        return value;
    }

    private YamlValue Resolve(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        var span = Span(alias, name.Length + 1);
        if (_anchors.TryGetValue(name, out var value) && value is not null)
            return value;
        if (_anchors.ContainsKey(name))
            problems.Error(Codes.BadAlias, span, $"*{name} stands inside its own anchor &{name}", "write the value out here");
        else
            problems.Error(Codes.BadAlias, span, $"*{name} has no anchor &{name} above it",
                Nearest.Hint(name, _anchors.Keys, found => "*" + found) ?? $"put &{name} before the value that is meant");
        return new Broken(span);
    }

    private void Open(YamlValue container, AnchorName anchor)
    {
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = null;
        _open.Push(new Frame(container, anchor));
    }

    private void Close()
    {
        var frame = _open.Pop();
        Take(Remember(frame.Anchor, frame.Container));
    }

    private void Take(YamlValue value)
    {
        if (!_open.TryPeek(out var frame))
            _root = value;
        else if (frame.Container is YamlList list)
            list.Add(value);
        else if (frame.Key is null)
            frame.Key = value;
        else
        {
            AddEntry((YamlMap)frame.Container, frame.Key, value);
            frame.Key = null;
        }
    }

    private void AddEntry(YamlMap map, YamlValue keyNode, YamlValue value)
    {
        if (keyNode is Broken)
            return;
        if (keyNode is not YamlScalar key || key.IsNull)
        {
            map.IsDamaged = true;
            if (keyNode is YamlMap && value is YamlScalar { IsNull: true })
                problems.Error(Codes.WrongType, map.Span with { Length = 2 }, "{{ }} has no meaning here: an inventory has no templates", "write the value itself");
            else
                problems.Error(Codes.WrongType, keyNode.Span, $"a key must be a name, but here it is {keyNode.Kind}", "write one entry for each name");
        }
        else if (key is { Text: "<<", IsPlain: true })
            problems.Error(Codes.MergeKey, key.Span, "the merge key << is not supported", "put what is shared into a group or into defaults; every member inherits it");
        else if (!map.TryAdd(key, value, out var first))
            problems.Error(Codes.DuplicateKey, key.Span, $"the key {Show.Value(key.Text)} is already on line {first.Line}", "merge the two, or rename one");
    }

    private SourceSpan Span(ParsingEvent at, int length) => new(problems.File, (int)at.Start.Line, (int)at.Start.Column, Math.Max(1, length));

    private sealed class Frame(YamlValue container, AnchorName anchor)
    {
        public YamlValue Container { get; } = container;

        public AnchorName Anchor { get; } = anchor;

        public YamlValue? Key { get; set; }
    }
}

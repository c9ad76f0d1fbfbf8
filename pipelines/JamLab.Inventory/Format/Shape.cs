using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Format;

/// <summary>
/// What a value of the format may be. The one description drives the reader, the JSON schema and the reference table, so that
/// they cannot disagree.
/// </summary>
internal abstract class Shape
{
    /// <summary>As the reference table calls it: size, list of names.</summary>
    public abstract string Name { get; }

    /// <summary>The value as draft-07 JSON schema.</summary>
    public abstract JsonObject Schema();

    /// <summary>The record below, if there is one, and how a path to it continues: .&lt;name&gt; or [].</summary>
    public virtual (RecordShape Record, string Path)? Inner => null;
}

/// <summary>A shape whose values become <typeparamref name="T"/>.</summary>
internal abstract class Shape<T> : Shape
{
    /// <summary>False when the value is unusable; the reason has been reported then, once.</summary>
    public abstract bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out T value);

    protected static bool Refuse(YamlValue node, Subject subject, Reading reading, string expected, string? help)
    {
        if (node is Broken or YamlMap { IsDamaged: true } || reading.IsSecret(node))
            return false;
        if (node is YamlScalar { IsNull: true })
            reading.Problems.Error(Codes.NoValue, node.Span.Length > 0 && node is YamlScalar { Text.Length: > 0 } ? node.Span : subject.Place, $"{subject.Name} has no value", help ?? $"it takes {expected}; write it or delete the key");
        else if (node.Tag == "!vault")
            reading.Problems.Error(Codes.UnknownTag, node.Span, $"{subject.Name} cannot be sealed with !vault", $"it takes {expected}, in the open");
        else
            reading.Problems.Error(Codes.WrongType, node.Span, $"{subject.Name} takes {expected}, but here is {node.Kind}", help);
        return false;
    }
}

/// <summary>Whom a message is about: the key's or entry's name, and where it stands.</summary>
internal readonly record struct Subject(string Name, SourceSpan Place);

/// <summary>What readers share: where problems go, and which nodes hold secrets that were reported already.</summary>
internal sealed class Reading(Problems problems, IReadOnlySet<YamlValue> secrets, IReadOnlyDictionary<string, RecordShape> roles)
{
    /// <summary>What <c>parameters:</c> may say, by role.</summary>
    public IReadOnlyDictionary<string, RecordShape> Roles { get; } = roles;

    public Problems Problems { get; } = problems;

    /// <summary>Names whose definition could not be read; using them is not a second mistake.</summary>
    public HashSet<string> BrokenNames { get; } = new(StringComparer.Ordinal);

    public bool IsSecret(YamlValue node) => secrets.Count > 0 && secrets.Contains(node);
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Format;

/// <summary>A value sealed with <c>!vault</c>; it stays sealed, and whoever needs it opens it.</summary>
internal sealed class SecretShape : Shape<Secret>
{
    public override string Name => "sealed with !vault";

    // JSON schema cannot see tags; to an editor a sealed value is text.
    public override JsonObject Schema() => new() { ["type"] = "string" };

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out Secret value)
    {
        value = null;
        if (reading.IsSecret(node))
            return false;
        if (node is YamlScalar { Tag: "!vault", Text.Length: > 0 } scalar)
        {
            value = new Secret(scalar.Text);
            return true;
        }

        if (node is not YamlScalar { IsNull: false })
            return Refuse(node, subject, reading, "a value sealed with !vault", null);
        reading.Problems.Error(Codes.PlainPassword, node.Span, $"{subject.Name} is written in the open", "seal it with !vault, and change it: it has been in a file");
        return false;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Format;

/// <summary>The name of a secret of the environment's state, or a value sealed with <c>!vault</c>. What is neither may be the secret itself, so it is never repeated.</summary>
internal sealed class SecretReferenceShape : Shape<ServiceSecret>
{
    private readonly SecretShape _sealed = new();

    public override string Name => "name of a secret, or sealed with !vault";

    public override JsonObject Schema() => new() { ["type"] = "string" };

    public override bool TryRead(YamlValue node, Subject subject, Reading reading, [MaybeNullWhen(false)] out ServiceSecret value)
    {
        value = null;
        if (node is not YamlScalar { IsNull: false } scalar || reading.IsSecret(node))
            return Refuse(node, subject, reading, "the name of a secret, or a value sealed with !vault", null);
        if (scalar.Tag is not null)
        {
            if (!_sealed.TryRead(node, subject, reading, out var secret))
                return false;
            value = new ServiceSecret(null, new Sourced<Secret>(secret, node.Span));
            return true;
        }

        if (!SecretNameText.IsName(scalar.Text))
        {
            reading.Problems.Error(Codes.BadSecretName, subject.Place, $"{subject.Name} takes the name of a secret, and this is none", "name one in lower-case letters, digits, - and / (grafana/admin), or seal the value with !vault; if it is the secret itself, change it: it has been in a file");
            return false;
        }

        value = new ServiceSecret(new Sourced<string>(scalar.Text, node.Span), null);
        return true;
    }
}

using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Secrets;

namespace JamLab.Stages.Workflows;

/// <summary>The secrets that a lab's workflows name, found where a run on this computer finds them.</summary>
internal sealed class WorkflowSecrets(LabOnGitHub lab, VaultPassword password, Func<string, string?> variable)
{
    /// <summary>By their names at GitHub; all that are not known here are diagnostics together.</summary>
    public IReadOnlyDictionary<string, Secret> Find()
    {
        var found = new Dictionary<string, Secret>(StringComparer.Ordinal);
        var problems = new List<Diagnostic>();
        if (lab.HasSealedValues)
            Take(VaultPassword.Variable, password.Find(), $"set it, or write the password into {password.File}");
        foreach (var name in Names())
            Take(name, variable(name) is { Length: > 0 } value ? new Secret(value) : null, "set it for this run; it is needed nowhere else here");
        return problems.Count == 0 ? found : throw new DiagnosticException(problems);

        void Take(string name, Secret? secret, string wayOut)
        {
            if (secret is null)
                problems.Add(new Diagnostic("JAM0469", Severity.Error, lab.Ci.Place, $"the workflows of '{lab.Environment}' need the secret {name}, and ${name} is not set", wayOut));
            else
                found[name] = secret;
        }
    }

    private IEnumerable<string> Names() => lab.Ci.Tunnel?.Value switch
    {
        TunnelKind.Wireguard => ["WIREGUARD_CONFIG", "JAMLAB_STATE_PASSWORD"],
        TunnelKind.Tailscale => ["TS_OAUTH_CLIENT_ID", "TS_OAUTH_SECRET", "JAMLAB_STATE_PASSWORD"],
        _ => [],
    };
}

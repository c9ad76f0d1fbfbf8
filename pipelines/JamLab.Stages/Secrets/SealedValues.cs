using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Secrets;

using Values = IReadOnlyDictionary<string, Sourced<object>>;

/// <summary>Opens an inventory's <c>!vault</c> values: passwords of users that hosts have, and parameters of roles. Told every value that it opened.</summary>
internal sealed class SealedValues(VaultPassword password, Action<Secret> opened)
{
    private readonly Dictionary<Secret, Secret> _open = [];
    private readonly Dictionary<object, object> _done = new(ReferenceEqualityComparer.Instance);
    private readonly List<Found> _found = [];

    /// <summary>The inventory with its values open, the same object when none is sealed. Throws all that cannot be opened, together.</summary>
    public LabInventory Open(LabInventory inventory)
    {
        Find(inventory);
        if (_found.Count == 0)
            return inventory;
        OpenAll();
        return inventory with
        {
            Users = inventory.Users.ToDictionary(one => one.Key, one => one.Value.Password is { } given && _open.TryGetValue(given.Value, out var open) ? one.Value with { Password = given with { Value = open } } : one.Value, StringComparer.Ordinal),
            Hosts = [.. inventory.Hosts.Select(host => host.Parameters.Count == 0 ? host : host with { Parameters = host.Parameters.ToDictionary(role => role.Key, role => Opened(role.Value), StringComparer.Ordinal) })],
        };
    }

    private void Find(LabInventory inventory)
    {
        foreach (var user in inventory.Hosts.SelectMany(host => host.Users).Select(name => name.Value).Distinct().Select(name => inventory.Users.GetValueOrDefault(name)))
        {
            if (user?.Password is { } given)
                _found.Add(new Found(given, $"the password of '{user.Name}'", IsPassword: true));
        }

        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var (role, values) in inventory.Hosts.SelectMany(host => host.Parameters))
        {
            if (seen.Add(values))
                Find(values, role);
        }
    }

    private void Find(Values values, string path)
    {
        foreach (var (name, value) in values)
            Find(value, $"{path}.{name}");
    }

    private void Find(Sourced<object> value, string path)
    {
        if (value.Value is Secret secret)
            _found.Add(new Found(new Sourced<Secret>(secret, value.Source), path, IsPassword: false));
        else if (value.Value is Values inner)
            Find(inner, path);
        else if (value.Value is IReadOnlyList<Sourced<object>> items)
            items.ToList().ForEach(item => Find(item, path));
    }

    private void OpenAll()
    {
        if (password.Find() is not { } key)
        {
            throw new DiagnosticException([new Diagnostic("JAM0441", Severity.Error, _found[0].Value.Source,
                $"{_found[0].What}{(_found.Count == 1 ? " is" : $" and {_found.Count - 1} more are")} sealed, and there is no password to open {(_found.Count == 1 ? "it" : "them")}",
                $"write the password to {password.File} (chmod 600), or give it as ${VaultPassword.Variable}")]);
        }

        opened(key);
        var problems = _found.DistinctBy(one => one.Value.Source).Select(one => Open(one.Value, one.What, one.IsPassword, key)).OfType<Diagnostic>().ToList();
        if (problems.Count > 0)
            throw new DiagnosticException([.. problems.OrderBy(one => one.Place?.Line)]);
    }

    private Diagnostic? Open(Sourced<Secret> value, string what, bool isPassword, Secret key)
    {
        if (_open.ContainsKey(value.Value))
            return null;
        try
        {
            if (AnsibleVault.Open(value.Value.Reveal(), key.Reveal()) is not { } text)
            {
                return new Diagnostic("JAM0442", Severity.Error, value.Source, $"{what} was sealed with another password than that of {password.Source}, or changed since",
                    "give the password that it was sealed with, or seal it anew: ansible-vault encrypt_string");
            }

            opened(_open[value.Value] = new Secret(text));
            return isPassword && Misfit(text) is { } why
                ? new Diagnostic("JAM0445", Severity.Error, value.Source, $"{what} {why}", "seal one line of up to 512 bytes: ansible-vault encrypt_string")
                : null;
        }
        catch (FormatException wrong)
        {
            return new Diagnostic("JAM0443", Severity.Error, value.Source, $"{what} cannot be opened: {wrong.Message}", "seal it anew: ansible-vault encrypt_string");
        }
    }

    // What crypt(5) does not take, and what nobody can type.
    private static string? Misfit(string text) => text.TrimEnd('\r', '\n') switch
    {
        "" => "is empty",
        var one when one.Any(char.IsControl) => "has more than one line, or other control characters",
        var one when System.Text.Encoding.UTF8.GetByteCount(one) > 512 => "is too long",
        _ => null,
    };

    // Hosts share what their groups say, and go on sharing it.
    private Values Opened(Values values)
    {
        if (!_done.TryGetValue(values, out var done))
            _done[values] = done = values.ToDictionary(one => one.Key, one => one.Value with { Value = Opened(one.Value.Value) }, StringComparer.Ordinal);
        return (Values)done;
    }

    private object Opened(object value) => value switch
    {
        Secret secret => _open[secret],
        Values inner => Opened(inner),
        IReadOnlyList<Sourced<object>> items => (Sourced<object>[])[.. items.Select(item => item with { Value = Opened(item.Value) })],
        _ => value,
    };

    private sealed record Found(Sourced<Secret> Value, string What, bool IsPassword);
}

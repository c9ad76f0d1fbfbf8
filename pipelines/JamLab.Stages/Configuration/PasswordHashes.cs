using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using JamLab.Convergence;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages.Secrets;

namespace JamLab.Stages.Configuration;

/// <summary>
/// Users' passwords as hosts keep them. The salt follows from user, password and a secret of the environment, so that a hash is the same in every run and a host whose own is the same
/// has nothing to change; it is worked out once, however many hosts the user is on.
/// </summary>
public sealed class PasswordHashes(ISecrets secrets)
{
    private readonly ConcurrentDictionary<string, Lazy<HostText>> _known = new(StringComparer.Ordinal);

    /// <summary>The hash for shadow(5); null for a user without a password.</summary>
    public HostText? Of(User user) =>
        user.Password is { } given ? _known.GetOrAdd(Salted(user.Name, given.Value), one => new Lazy<HostText>(() => Make(one, Plain(given.Value)))).Value : null;

    // An editor may have left the end of a line in what was sealed.
    private static string Plain(Secret password) => password.Reveal().TrimEnd('\r', '\n');

    private static string Salted(string user, Secret password) => $"{user}\n{Plain(password)}";

    private HostText Make(string salted, string password)
    {
        var key = Convert.FromBase64String(secrets.GetOrCreate("base/password-salts", () => NewSecret.Base64(32)).Reveal());
        var hash = Sha512Crypt.Hash(password, Sha512Crypt.Salt(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(salted))));
        secrets.Note(new Secret(hash));
        return HostText.Secret(hash);
    }
}

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
    private readonly ConcurrentDictionary<(string User, Secret Password), Lazy<HostText>> _known = new();

    /// <summary>The hash for shadow(5); null for a user without a password.</summary>
    public HostText? Of(User user) =>
        user.Password is { } given ? _known.GetOrAdd((user.Name, given.Value), one => new Lazy<HostText>(() => Make(one.User, Plain(one.Password)))).Value : null;

    /// <summary>The password itself: an editor may have left the end of a line in what was sealed.</summary>
    internal static string Plain(Secret password) => password.Reveal().TrimEnd('\r', '\n');

    private HostText Make(string user, string password)
    {
        var key = Convert.FromBase64String(secrets.GetOrCreate("base/password-salts", () => NewSecret.Base64(32)).Reveal());
        var hash = Sha512Crypt.Hash(password, Sha512Crypt.Salt(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{user}\n{password}"))));
        secrets.Note(new Secret(hash));
        return HostText.Secret(hash);
    }
}

using System.Security.Cryptography;
using JamLab.Inventory;

namespace JamLab.Stages.Configuration;

/// <summary>Secrets made by chance, for <see cref="ISecrets.GetOrCreate"/>.</summary>
public static class NewSecret
{
    /// <summary>A random UUID, as Consul and Nomad take for tokens.</summary>
    public static Secret Uuid() => new(Guid.NewGuid().ToString());

    /// <summary>So many random bytes in base64: 32 for the gossip keys of Consul and Nomad.</summary>
    public static Secret Base64(int bytes) => new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes)));

    /// <summary>Random letters and digits.</summary>
    public static Secret Password(int length = 32) => new(RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", length));
}

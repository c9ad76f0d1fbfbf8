using System.Security.Cryptography;
using System.Text;
using JamLab.Inventory;

namespace JamLab.Stages.Services;

/// <summary>A definition's version: 12 hexadecimal digits that change when anything changes that decides how the service runs, the values of secrets too.</summary>
internal static class ServiceVersion
{
    public const int Digits = 12;

    /// <summary>Keyed, since versions are public and a hash alone would let short secrets be guessed.</summary>
    public static string Of(ServiceDefinition definition, Func<string, Secret> secret, Secret key)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key.Reveal()));
        hash.AppendData(Encoding.UTF8.GetBytes(definition.ToJson()));
        foreach (var name in definition.Secrets.Values)
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(secret(name).Reveal())));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}

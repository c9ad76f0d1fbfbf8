using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JamLab.Stages.Secrets;

/// <summary>
/// Opens what <c>ansible-vault encrypt_string</c> sealed (docs.ansible.com, "Ansible Vault payload format 1.1 - 1.2"): PBKDF2 gives the keys, HMAC-SHA256 tells whether they fit, AES-256 in counter mode hides the text.
/// </summary>
internal static class AnsibleVault
{
    private const int Rounds = 10_000;
    private const int KeySize = 32;
    private const int BlockSize = 16;

    /// <summary>The text, or null when the password does not fit. Throws <see cref="FormatException"/> for what is no such value.</summary>
    public static string? Open(string text, string password)
    {
        var (salt, expected, cipher) = Parts(text);
        var keys = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, (2 * KeySize) + BlockSize);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(keys.AsSpan(KeySize, KeySize), cipher), expected))
            return null;
        return Encoding.UTF8.GetString(WithoutPadding(Count(cipher, keys.AsSpan(0, KeySize), keys.AsSpan(2 * KeySize))));
    }

    // Below the header there is hexadecimal of three lines, which are hexadecimal themselves.
    private static (byte[] Salt, byte[] Hmac, byte[] Cipher) Parts(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        switch (lines.FirstOrDefault()?.Split(';'))
        {
            case ["$ANSIBLE_VAULT", "1.1", "AES256"] or ["$ANSIBLE_VAULT", "1.2", "AES256", _]:
                break;
            case ["$ANSIBLE_VAULT", ..]:
                throw new FormatException($"it begins with {lines[0]}, and only 1.1 and 1.2 with AES256 are known");
            default:
                throw new FormatException("it does not begin with $ANSIBLE_VAULT;1.1;AES256");
        }

        if (Hex(string.Concat(lines.Skip(1))) is { } payload && Encoding.ASCII.GetString(payload).Split('\n') is [var salt, var hmac, var cipher]
            && Hex(salt) is { } one && Hex(hmac) is { Length: 32 } other && Hex(cipher) is { Length: > 0 } last && last.Length % BlockSize == 0)
            return (one, other, last);
        throw new FormatException("what stands below its first line is cut off or was changed");
    }

    private static byte[]? Hex(string text) =>
        text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;

    private static byte[] Count(byte[] cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> start)
    {
        using var aes = Aes.Create();
        aes.Key = key.ToArray();
        var counters = new byte[cipher.Length];
        var counter = start.ToArray();
        for (var at = 0; at < counters.Length; at += BlockSize)
        {
            counter.CopyTo(counters.AsSpan(at));
            for (var i = BlockSize - 1; i >= 0 && ++counter[i] == 0; i--)
            {
            }
        }

        var stream = aes.EncryptEcb(counters, PaddingMode.None);
        for (var i = 0; i < stream.Length; i++)
            stream[i] ^= cipher[i];
        return stream;
    }

    private static ReadOnlySpan<byte> WithoutPadding(byte[] text) =>
        text[^1] is > 0 and <= BlockSize and var padding ? text.AsSpan(0, text.Length - padding) : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its padding of {text[^1]} bytes makes no sense"));
}

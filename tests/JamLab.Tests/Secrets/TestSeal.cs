using System.Security.Cryptography;
using System.Text;

namespace JamLab.Tests.Secrets;

/// <summary>Seals as ansible-vault does, for tests whose values are not worth a fixture.</summary>
internal static class TestSeal
{
    public static string Of(string text, string password)
    {
        var salt = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var keys = Rfc2898DeriveBytes.Pbkdf2(password, salt, 10_000, HashAlgorithmName.SHA256, 80);
        var plain = Encoding.UTF8.GetBytes(text);
        var padding = 16 - (plain.Length % 16);
        var cipher = plain.Concat(Enumerable.Repeat((byte)padding, padding)).ToArray();
        using var aes = Aes.Create();
        aes.Key = keys[..32];
        var counter = new System.Numerics.BigInteger(keys.AsSpan(64), isUnsigned: true, isBigEndian: true);
        for (var at = 0; at < cipher.Length; at += 16, counter++)
        {
            var block = new byte[16];
            var bytes = (counter % (System.Numerics.BigInteger.One << 128)).ToByteArray(isUnsigned: true, isBigEndian: true);
            bytes.CopyTo(block, 16 - bytes.Length);
            block = aes.EncryptEcb(block, PaddingMode.None);
            for (var i = 0; i < 16; i++)
                cipher[at + i] ^= block[i];
        }

        var payload = Hex(Encoding.ASCII.GetBytes($"{Hex(salt)}\n{Hex(HMACSHA256.HashData(keys.AsSpan(32, 32), cipher))}\n{Hex(cipher)}"));
        return "$ANSIBLE_VAULT;1.1;AES256\n" + string.Join('\n', payload.Chunk(80).Select(line => new string(line)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

using System.Security.Cryptography;
using System.Text;

namespace JamLab.Stages.Secrets;

/// <summary>Passwords as shadow(5) has them: crypt(5)'s <c>$6$</c> with its 5,000 rounds (akkadia.org/drepper/SHA-crypt.txt).</summary>
internal static class Sha512Crypt
{
    private const string Alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Rounds = 5000;
    private const int Size = SHA512.HashSizeInBytes;

    /// <summary>Sixteen characters for <see cref="Hash"/>, from the first twelve bytes.</summary>
    public static string Salt(ReadOnlySpan<byte> bytes)
    {
        var salt = new StringBuilder(16);
        for (var i = 0; i < 12; i += 3)
            Append(salt, bytes[i], bytes[i + 1], bytes[i + 2], 4);
        return salt.ToString();
    }

    /// <param name="password">Any text, hashed in UTF-8; the time goes up with its length.</param>
    /// <param name="salt">Up to 16 characters of crypt's alphabet.</param>
    public static string Hash(string password, string salt)
    {
        byte[] key = Encoding.UTF8.GetBytes(password), grain = Encoding.ASCII.GetBytes(salt);
        var sum = First(key, grain);
        var keys = Repeated(SHA512.HashData(Times(key, key.Length)), key.Length);
        var grains = Repeated(SHA512.HashData(Times(grain, 16 + sum[0])), grain.Length);
        var buffer = new byte[(2 * Size) + (3 * key.Length) + grain.Length];
        for (var round = 0; round < Rounds; round++)
        {
            var at = 0;
            Add(round % 2 == 1 ? keys : sum);
            if (round % 3 != 0)
                Add(grains);
            if (round % 7 != 0)
                Add(keys);
            Add(round % 2 == 1 ? sum : keys);
            SHA512.HashData(buffer.AsSpan(0, at), sum);

            void Add(byte[] part)
            {
                part.CopyTo(buffer, at);
                at += part.Length;
            }
        }

        return $"$6${salt}${Text(sum)}";
    }

    private static byte[] First(byte[] key, byte[] salt)
    {
        var other = SHA512.HashData([.. key, .. salt, .. key]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(key);
        hash.AppendData(salt);
        hash.AppendData(Repeated(other, key.Length));
        for (var length = key.Length; length > 0; length >>= 1)
            hash.AppendData((length & 1) == 1 ? other : key);
        return hash.GetHashAndReset();
    }

    private static byte[] Times(byte[] part, int times) => Repeated(part, part.Length * times);

    private static byte[] Repeated(byte[] part, int length)
    {
        var all = new byte[length];
        for (var at = 0; at < length; at += part.Length)
            part.AsSpan(0, Math.Min(part.Length, length - at)).CopyTo(all.AsSpan(at));
        return all;
    }

    // Three bytes from three thirds of the sum at a time, whose order turns.
    private static string Text(byte[] sum)
    {
        var text = new StringBuilder(86);
        var (a, b, c) = (0, Size / 3, Size / 3 * 2);
        for (var i = 0; i < Size / 3; i++, (a, b, c) = (b + 1, c + 1, a + 1))
            Append(text, sum[a], sum[b], sum[c], 4);
        Append(text, 0, 0, sum[^1], 2);
        return text.ToString();
    }

    private static void Append(StringBuilder text, byte high, byte middle, byte low, int characters)
    {
        for (var bits = (high << 16) | (middle << 8) | low; characters > 0; characters--, bits >>= 6)
            text.Append(Alphabet[bits & 63]);
    }
}

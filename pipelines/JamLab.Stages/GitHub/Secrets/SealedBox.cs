using System.Security.Cryptography;
using System.Text;
using JamLab.Inventory;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace JamLab.Stages.GitHub.Secrets;

/// <summary>
/// libsodium's sealed box (doc.libsodium.org/public-key_cryptography/sealed_boxes), which GitHub takes secrets in: a key pair made for one message, X25519,
/// XSalsa20 and Poly1305 with BLAKE2b(our key, theirs) as nonce. Only GitHub can open it, not even we.
/// </summary>
internal static class SealedBox
{
    public const int KeySize = 32;
    private const int NonceSize = 24;
    private const int TagSize = 16;

    /// <summary>The box for the owner of a public key: 48 bytes longer than the secret's UTF-8.</summary>
    public static byte[] Seal(Secret secret, byte[] publicKey) => Seal(Encoding.UTF8.GetBytes(secret.Reveal()), publicKey, RandomNumberGenerator.GetBytes(KeySize));

    internal static byte[] Seal(byte[] message, byte[] publicKey, byte[] ephemeralKey)
    {
        if (publicKey.Length != KeySize)
            throw new ArgumentException($"a key has {KeySize} bytes, not {publicKey.Length}", nameof(publicKey));
        var shown = new byte[KeySize];
        X25519.GeneratePublicKey(ephemeralKey, 0, shown, 0);
        var shared = new byte[KeySize];
        if (!X25519.CalculateAgreement(ephemeralKey, 0, publicKey, 0, shared, 0))
            throw new CryptographicException("the public key is one that gives all secrets away");

        // crypto_box: HSalsa20 of the shared secret is XSalsa20's key. BouncyCastle's engine does the nonce's part, and this is the same step with a zero nonce.
        var cipher = new XSalsa20Engine();
        cipher.Init(true, new ParametersWithIV(new KeyParameter(HSalsa20(shared)), Nonce(shown, publicKey)));
        var macKey = new byte[32];
        cipher.ProcessBytes(macKey, 0, macKey.Length, macKey, 0);
        var box = new byte[KeySize + TagSize + message.Length];
        shown.CopyTo(box, 0);
        cipher.ProcessBytes(message, 0, message.Length, box, KeySize + TagSize);
        var mac = new Poly1305();
        mac.Init(new KeyParameter(macKey));
        mac.BlockUpdate(box, KeySize + TagSize, message.Length);
        mac.DoFinal(box, KeySize);
        CryptographicOperations.ZeroMemory(shared);
        CryptographicOperations.ZeroMemory(macKey);
        return box;
    }

    private static byte[] Nonce(byte[] shown, byte[] publicKey)
    {
        var hash = new Blake2bDigest(NonceSize * 8);
        hash.BlockUpdate(shown, 0, shown.Length);
        hash.BlockUpdate(publicKey, 0, publicKey.Length);
        var nonce = new byte[NonceSize];
        hash.DoFinal(nonce, 0);
        return nonce;
    }

    /// <summary>
    /// HSalsa20 with a nonce of zeros. Salsa20's block is the rounds' result plus its input; what HSalsa20 takes are those words of the result whose input
    /// is known (constants and nonce), so they are a block minus these (Bernstein, "Extending the Salsa20 nonce", section 2).
    /// </summary>
    private static byte[] HSalsa20(byte[] key)
    {
        var salsa = new Salsa20Engine();
        salsa.Init(true, new ParametersWithIV(new KeyParameter(key), new byte[8]));
        var block = new byte[64];
        salsa.ProcessBytes(block, 0, block.Length, block, 0);
        var derived = new byte[32];
        var words = (ReadOnlySpan<int>)[0, 5, 10, 15, 6, 7, 8, 9];
        var constants = "expand 32-byte k"u8;
        for (var i = 0; i < words.Length; i++)
        {
            var word = BitConverter.ToUInt32(block, words[i] * 4) - (i < 4 ? BitConverter.ToUInt32(constants[(i * 4)..]) : 0);
            BitConverter.TryWriteBytes(derived.AsSpan(i * 4), word);
        }

        return derived;
    }
}

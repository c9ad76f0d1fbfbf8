using System.Runtime.InteropServices;
using System.Text;
using FsCheck.Xunit;
using JamLab.Inventory;
using JamLab.Stages.GitHub.Secrets;
using Org.BouncyCastle.Math.EC.Rfc7748;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class SealedBoxTests
{
    private static readonly byte[] PrivateKey = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 7))];

    private static byte[] PublicKey
    {
        get
        {
            var key = new byte[32];
            X25519.GeneratePublicKey(PrivateKey, 0, key, 0);
            return key;
        }
    }

    [Fact]
    public void A_box_is_what_libsodium_made_of_the_same_keys()
    {
        // crypto_box_easy of libsodium 1.0.18 with this ephemeral key and BLAKE2b-24 of both public keys as nonce.
        byte[] ephemeral = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 3))];
        var box = SealedBox.Seal("the answer is 42"u8.ToArray(), PublicKey, ephemeral);
        Convert.ToHexStringLower(box).ShouldBe(Vector);
    }

    [Fact]
    public void Each_box_is_another() =>
        SealedBox.Seal(new Secret("same"), PublicKey).ShouldNotBe(SealedBox.Seal(new Secret("same"), PublicKey));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_length_is_refused(int length) =>
        Should.Throw<ArgumentException>(() => SealedBox.Seal(new Secret("x"), new byte[length]));

    [Fact]
    public void A_key_that_gives_secrets_away_is_refused() =>
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => SealedBox.Seal(new Secret("x"), new byte[32]));

    [Property(MaxTest = 200)]
    public void Libsodium_opens_what_we_seal(string? text)
    {
        Assert.SkipUnless(Sodium.IsHere, "libsodium is not installed");
        // Half a surrogate pair is no text.
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
        Encoding.UTF8.GetString(Sodium.Open(SealedBox.Seal(new Secret(text), PublicKey), PublicKey, PrivateKey)).ShouldBe(text);
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(48 * 1024)]
    public void Libsodium_opens_long_ones(int length)
    {
        Assert.SkipUnless(Sodium.IsHere, "libsodium is not installed");
        var text = new string('k', length);
        Encoding.UTF8.GetString(Sodium.Open(SealedBox.Seal(new Secret(text), PublicKey), PublicKey, PrivateKey)).ShouldBe(text);
    }

    private const string Vector = "e96fd9a312938a8a22154349fe3df0afb99ca4228c5ffbaa908c9cc4057e463abdd3b414019ab32c7adbd7d032c99483fdbeb64d4f7fa7fab255f6df4f19c729";
}

/// <summary>libsodium itself, where it is installed.</summary>
internal static class Sodium
{
    public static bool IsHere { get; } = NativeLibrary.TryLoad("libsodium.so.23", out _);

    public static byte[] Open(byte[] box, byte[] publicKey, byte[] privateKey)
    {
        var message = new byte[box.Length - 48];
        crypto_box_seal_open(message, box, (ulong)box.Length, publicKey, privateKey).ShouldBe(0, "libsodium does not open the box");
        return message;
    }

    [DllImport("libsodium.so.23")]
    private static extern int crypto_box_seal_open(byte[] message, byte[] box, ulong length, byte[] publicKey, byte[] privateKey);
}

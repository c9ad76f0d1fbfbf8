using JamLab.Stages.State;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Utilities;
using Org.BouncyCastle.Security;

namespace JamLab.Stages.Templates;

/// <summary>An ed25519 key for one build: Packer logs in with it, and the last script removes it from the disk.</summary>
internal static class TemporaryKey
{
    /// <summary>Writes the private key (OpenSSH format, 0600) and returns the public one as <c>authorized_keys</c> has it.</summary>
    public static string Write(string privateKeyFile)
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        var pair = generator.GenerateKeyPair();
        var blob = Convert.ToBase64String(OpenSshPrivateKeyUtilities.EncodePrivateKey(pair.Private), Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n");
        PrivateFiles.Write(privateKeyFile, $"-----BEGIN OPENSSH PRIVATE KEY-----\n{blob}\n-----END OPENSSH PRIVATE KEY-----\n");
        return "ssh-ed25519 " + Convert.ToBase64String(OpenSshPublicKeyUtilities.EncodePublicKey(pair.Public));
    }
}

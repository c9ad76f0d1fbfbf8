using System.Text;
using JamLab.Inventory;
using JamLab.Stages.State;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Utilities;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.IO.Pem;

namespace JamLab.Stages.Ssh;

/// <summary>An Ed25519 key pair in OpenSSH's formats: <see cref="PublicKey"/> as in <c>authorized_keys</c>, <see cref="PrivateKey"/> as <c>ssh-keygen</c> writes it.</summary>
public sealed record Ed25519KeyPair(string PublicKey, Secret PrivateKey)
{
    /// <summary>Reads <c>path</c> and <c>path.pub</c>, or makes both (mode 0600) where the private one is missing.</summary>
    public static Ed25519KeyPair GetOrCreate(string path, string comment)
    {
        var publicPath = $"{path}.pub";
        if (File.Exists(path) && File.Exists(publicPath))
            return new Ed25519KeyPair(File.ReadAllText(publicPath).Trim(), new Secret(File.ReadAllText(path)));

        var pair = Create(comment);
        // The public half first: a private key without it would be taken for whole by an older ssh.
        PrivateFiles.Write(publicPath, pair.PublicKey + "\n");
        PrivateFiles.Write(path, pair.PrivateKey.Reveal());
        return pair;
    }

    public static Ed25519KeyPair Create(string comment)
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        AsymmetricCipherKeyPair pair = generator.GenerateKeyPair();

        var text = new StringWriter { NewLine = "\n" };
        using (var pem = new PemWriter(text))
            pem.WriteObject(new PemObject("OPENSSH PRIVATE KEY", OpenSshPrivateKeyUtilities.EncodePrivateKey(pair.Private)));
        var blob = Convert.ToBase64String(OpenSshPublicKeyUtilities.EncodePublicKey(pair.Public));
        return new Ed25519KeyPair($"ssh-ed25519 {blob} {comment}", new Secret(text.ToString()));
    }

    /// <summary>The key itself, as the wire and SSH.NET's host key event carry it (RFC 8709).</summary>
    public byte[] PublicBlob => Convert.FromBase64String(PublicKey.Split(' ')[1]);
}

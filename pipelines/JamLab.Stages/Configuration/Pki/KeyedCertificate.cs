using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using JamLab.Inventory;

namespace JamLab.Stages.Configuration.Pki;

/// <summary>A certificate and its key, both PEM; in a file the one stands behind the other.</summary>
internal sealed record KeyedCertificate(string Pem, Secret Key)
{
    private const string KeyBegins = "-----BEGIN PRIVATE KEY-----";

    public static KeyedCertificate Of(X509Certificate2 certificate, ECDsa key) =>
        new(certificate.ExportCertificatePem() + "\n", new Secret(key.ExportPkcs8PrivateKeyPem() + "\n"));

    /// <summary>Reads what <see cref="FileText"/> gave; null for anything else.</summary>
    public static KeyedCertificate? Read(string text)
    {
        var at = text.IndexOf(KeyBegins, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var read = new KeyedCertificate(text[..at], new Secret(text[at..]));
        try
        {
            read.Open().Dispose();
            return read;
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The key in a file's text, looked at no further; null without one.</summary>
    public static Secret? KeyOf(string text) => text.IndexOf(KeyBegins, StringComparison.Ordinal) is >= 0 and var at ? new Secret(text[at..]) : null;

    public string FileText() => Pem + Key.Reveal();

    public X509Certificate2 Open() => X509Certificate2.CreateFromPem(Pem, Key.Reveal());
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace JamLab.Stages.Configuration.Pki;

/// <summary>Makes certificates, all with ECDSA keys on P-256.</summary>
internal static class Issuing
{
    public static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    public static readonly TimeSpan Life = TimeSpan.FromDays(365);

    // Hosts whose clock is behind must not call a new certificate one from the future.
    private static readonly TimeSpan Backdating = TimeSpan.FromDays(1);

    /// <summary>An authority; its name is unlike any other's, so that nobody takes the old one's signature for its own.</summary>
    public static KeyedCertificate Authority(string lab, NameLimits limits, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={lab} authority {RandomNumberGenerator.GetHexString(8, lowercase: true)}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(limits.Extension());
        using var certificate = request.CreateSelfSigned(now - Backdating - Backdating, now + AuthorityLife);
        return KeyedCertificate.Of(certificate, key);
    }

    public static KeyedCertificate Leaf(string name, IReadOnlyList<string> dnsNames, IReadOnlyList<IPAddress> addresses, KeyedCertificate authority, DateTimeOffset now)
    {
        using var issuer = authority.Open();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        // Server and client: the members of a cluster are both to each other.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        request.CertificateExtensions.Add(AlternativeNames(dnsNames, addresses));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        var from = now - Backdating;
        var until = now + Life;
        using var certificate = request.Create(issuer, from > issuer.NotBefore ? from : issuer.NotBefore, until < issuer.NotAfter ? until : issuer.NotAfter, RandomNumberGenerator.GetBytes(16));
        return KeyedCertificate.Of(certificate, key);
    }

    public static X509Extension AlternativeNames(IReadOnlyList<string> dnsNames, IReadOnlyList<IPAddress> addresses)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var dnsName in dnsNames)
            names.AddDnsName(dnsName);
        foreach (var address in addresses)
            names.AddIpAddress(address);
        return names.Build();
    }
}

using JamLab.Inventory;

namespace JamLab.Stages.Configuration.Pki;

/// <summary>The environment's certificate authority.</summary>
public interface ICertificates
{
    /// <summary>The authority's own certificate in PEM, for those who shall trust it.</summary>
    string AuthorityCertificate { get; }

    /// <summary>A certificate of this name for these DNS names and addresses: the one at hand while it is good for long enough and for the same names, else a new one.</summary>
    Certificate For(string name, IReadOnlyList<string> dnsNames, IReadOnlyList<System.Net.IPAddress> addresses);
}

/// <summary>A certificate (PEM, with the authority's behind it only where that is said) and its key (PEM, PKCS #8).</summary>
public sealed record Certificate(string Pem, Secret Key, DateTimeOffset ValidUntil);

using System.Net;
using System.Security.Cryptography.X509Certificates;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Pki;
using JamLab.Stages.State;
using JamLab.Tests.Support;

namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>The lab's own certificate authority, with a real clock, since real TLS looks at it.</summary>
internal sealed class TestPki : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CertificateAuthority _authority;

    public TestPki()
    {
        var networks = new Dictionary<string, Network> { ["lab"] = new(Of("lab"), Of(new Cidr(IPAddress.Parse("10.77.0.0"), 24)), null, [], null, null) };
        _authority = new CertificateAuthority(new LabPaths(_folder.Path, "test", _folder / "cache"), "nspawn", new Lab(Of("test"), Of("lab.internal"), Of("Etc/UTC"), networks), TimeProvider.System, _ => { });
    }

    /// <summary>Made once: no test changes it.</summary>
    public static TestPki Shared { get; } = new();

    public string AuthorityPem => _authority.AuthorityCertificate;

    public X509Certificate2 For(string name)
    {
        var made = _authority.For(name, [name], [IPAddress.Loopback]);
        return X509Certificate2.CreateFromPem(made.Pem, made.Key.Reveal());
    }

    public void Dispose() => _folder.Dispose();

    private static Sourced<T> Of<T>(T value) => new(value, new SourceSpan("inventory.yml", 1, 1));
}

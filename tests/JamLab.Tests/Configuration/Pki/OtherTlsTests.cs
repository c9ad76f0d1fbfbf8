using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CliWrap;
using CliWrap.Buffered;
using JamLab.Stages.Configuration.Pki;
using JamLab.Stages.Processes;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Pki;

/// <summary>What others make of our certificates: OpenSSL's own tool, and a TLS handshake on both sides.</summary>
public sealed class OtherTlsTests : IDisposable
{
    private readonly TestAuthority _lab = new();
    private readonly CertificateAuthority _authority;

    public OtherTlsTests()
    {
        // OpenSSL looks at the real clock.
        _lab.Time.Advance(DateTimeOffset.UtcNow - _lab.Time.GetUtcNow());
        _authority = _lab.Run();
    }

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("vb0.lab.internal", "10.77.0.120", true)]
    [InlineData("server.dc1.consul", "127.0.0.1", true)]
    [InlineData("vb1.lab.internal", "10.77.0.120", false)]
    public async Task OpenSSL_accepts_a_certificate_with_the_authoritys_limits(string name, string address, bool isNamed)
    {
        Assert.SkipWhen(Programs.Find("openssl") is null, "openssl is not installed");
        var issued = _authority.For("vb0", ["vb0.lab.internal", "server.dc1.consul"], [IPAddress.Parse(address)]);
        var result = await Cli.Wrap("openssl")
            .WithArguments(["verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", name, "-CAfile", _lab.Write("ca.crt", _authority.AuthorityCertificate), _lab.Write("leaf.crt", issued.Pem)])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        (result.ExitCode == 0).ShouldBe(isNamed, result.StandardOutput + result.StandardError);
    }

    [Fact]
    public async Task OpenSSL_refuses_what_a_stolen_authority_signs_for_others()
    {
        Assert.SkipWhen(Programs.Find("openssl") is null, "openssl is not installed");
        _ = _authority.AuthorityCertificate;
        var stolen = KeyedCertificate.Read(await File.ReadAllTextAsync(Path.Combine(_lab.Folder, "authority.pem"), TestContext.Current.CancellationToken))!;
        var forged = Issuing.Leaf("forged", ["bank.example"], [], stolen, DateTimeOffset.UtcNow);
        var result = await Cli.Wrap("openssl").WithArguments(["verify", "-CAfile", _lab.Write("ca.crt", _authority.AuthorityCertificate), _lab.Write("forged.crt", forged.Pem)])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        result.ExitCode.ShouldNotBe(0);
        result.StandardError.ShouldContain("permitted subtree violation");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_of_the_lab_talk_and_a_client_without_certificate_is_refused(bool hasCertificate)
    {
        var ct = TestContext.Current.CancellationToken;
        using var server = Open(_authority.For("vb0", ["vb0.lab.internal"], []));
        using var client = Open(_authority.For("vs0", ["vs0.lab.internal"], []));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var socket = await listener.AcceptTcpClientAsync(ct);
            await using var tls = new SslStream(socket.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server, ClientCertificateRequired = true, CertificateChainPolicy = Trust() }, ct);
        }, ct);
        using var connection = new TcpClient();
        await connection.ConnectAsync((IPEndPoint)listener.LocalEndpoint, ct);
        await using var stream = new SslStream(connection.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "vb0.lab.internal", CertificateChainPolicy = Trust(), ClientCertificates = hasCertificate ? [client] : null }, ct);
        if (hasCertificate)
            await serving;
        else
            await Should.ThrowAsync<AuthenticationException>(serving);
    }

    private X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(_authority.AuthorityCertificate);
        return policy;
    }

    private static X509Certificate2 Open(Certificate issued) => X509Certificate2.CreateFromPem(issued.Pem, issued.Key.Reveal());
}

using System.Net;
using System.Security.Cryptography.X509Certificates;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Configuration.Pki;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Pki;

public sealed class CertificateAuthorityTests : IDisposable
{
    private static readonly string[] Names = ["server.dc1.consul", "vb0.lab.internal", "localhost"];
    private static readonly IPAddress[] Addresses = [IPAddress.Parse("10.77.0.120"), IPAddress.Loopback];

    private readonly TestAuthority _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_second_run_gives_the_same_and_writes_nothing()
    {
        var first = For(_lab.Run());
        var trusted = _lab.Run().AuthorityCertificate;
        var files = Files();
        var again = _lab.Run();
        For(again).ShouldBe(first);
        again.AuthorityCertificate.ShouldBe(trusted);
        Files().ShouldBe(files);
    }

    [Fact]
    public void It_is_good_for_a_year_and_for_servers_and_clients_of_these_names()
    {
        var issued = For(_lab.Run());
        using var certificate = X509Certificate2.CreateFromPem(issued.Pem, issued.Key.Reveal());
        issued.ValidUntil.ShouldBe(_lab.Time.GetUtcNow().AddDays(365), TimeSpan.FromSeconds(1));
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        names.EnumerateDnsNames().ShouldBe(Names);
        names.EnumerateIPAddresses().ShouldBe(Addresses);
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Count.ShouldBe(2);
        certificate.GetECDsaPublicKey()!.KeySize.ShouldBe(256);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(240, false)]
    [InlineData(250, true)]
    [InlineData(400, true)]
    public void It_is_renewed_when_less_than_a_third_of_its_life_is_left(int days, bool renewed)
    {
        var first = For(_lab.Run());
        _lab.Time.Advance(TimeSpan.FromDays(days));
        var second = For(_lab.Run());
        (second != first).ShouldBe(renewed);
        (second.ValidUntil - _lab.Time.GetUtcNow()).ShouldBeGreaterThan(TimeSpan.FromDays(100));
    }

    [Fact]
    public void It_is_renewed_when_its_names_change()
    {
        var first = For(_lab.Run());
        _lab.Run().For("consul-vb0", Names, [.. Addresses, IPAddress.Parse("10.77.0.121")]).ShouldNotBe(first);
    }

    [Fact]
    public void A_damaged_certificate_is_made_anew_but_a_damaged_authority_is_told()
    {
        For(_lab.Run());
        File.WriteAllText(Path.Combine(_lab.Folder, "consul-vb0.pem"), "cut off");
        For(_lab.Run()).Pem.ShouldContain("BEGIN CERTIFICATE");
        File.WriteAllText(Path.Combine(_lab.Folder, "authority.pem"), "cut off");
        Should.Throw<DiagnosticException>(() => For(_lab.Run())).Message.ShouldContain("authority.pem");
    }

    [Fact]
    public void A_successor_is_trusted_a_month_before_it_signs_and_the_old_one_until_it_ends()
    {
        var old = _lab.Run().AuthorityCertificate;
        _lab.Time.Advance(TimeSpan.FromDays(3650 * 0.7));
        var signedByOld = For(_lab.Run());
        var both = _lab.Run().AuthorityCertificate;
        both.ShouldStartWith(old);
        Count(both).ShouldBe(2);
        IsTrusted(signedByOld, old).ShouldBeTrue();

        _lab.Time.Advance(TimeSpan.FromDays(31));
        var signedByNew = For(_lab.Run());
        IsTrusted(signedByNew, both).ShouldBeTrue("hosts that were last configured a month ago trust it");
        IsTrusted(signedByNew, old).ShouldBeFalse();
        IsTrusted(signedByOld, _lab.Run().AuthorityCertificate).ShouldBeTrue();

        _lab.Time.Advance(TimeSpan.FromDays(1500));
        Count(_lab.Run().AuthorityCertificate).ShouldBe(1);
    }

    [Fact]
    public void An_authority_that_ended_is_replaced_at_once()
    {
        For(_lab.Run());
        _lab.Time.Advance(TimeSpan.FromDays(5000));
        var run = _lab.Run();
        IsTrusted(For(run), run.AuthorityCertificate).ShouldBeTrue();
        Count(run.AuthorityCertificate).ShouldBe(1);
    }

    [Fact]
    public void A_lab_that_moves_to_another_domain_gets_another_authority()
    {
        var old = For(_lab.Run());
        var moved = _lab.Run("lab.example");
        var certificate = moved.For("consul-vb0", ["vb0.lab.example"], []);
        IsTrusted(certificate, moved.AuthorityCertificate).ShouldBeTrue();
        IsTrusted(old, moved.AuthorityCertificate).ShouldBeTrue();
        Count(_lab.Run("lab.example").AuthorityCertificate).ShouldBe(2);
    }

    [Fact]
    public void A_network_more_needs_no_other_authority_if_it_is_private()
    {
        var before = _lab.Run().AuthorityCertificate;
        _lab.Run(network: "192.168.10.0/24").AuthorityCertificate.ShouldBe(before);
        _lab.Run(network: "203.0.113.0/24").AuthorityCertificate.ShouldNotBe(before);
    }

    [Theory]
    [InlineData("vb0.example.com")]
    [InlineData("notlab.internal.example")]
    [InlineData("8.8.8.8")]
    public void It_does_not_sign_for_the_rest_of_the_world(string name)
    {
        var (dns, addresses) = IPAddress.TryParse(name, out var address) ? (Array.Empty<string>(), new[] { address }) : ([name], []);
        var told = Should.Throw<DiagnosticException>(() => _lab.Run().For("web", dns, addresses)).Diagnostics.ShouldHaveSingleItem();
        told.Message.ShouldContain(name);
        told.Help.ShouldNotBeNull().ShouldContain("lab.internal");
    }

    [Fact]
    public void Keys_are_for_the_owner_only_and_noted_for_cleaning_texts()
    {
        var issued = For(_lab.Run());
        foreach (var file in Directory.GetFiles(_lab.Folder, "*.pem"))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        _lab.Opened.ShouldBe([issued.Key]);
    }

    [Fact]
    public void Keys_that_are_kept_already_are_noted_before_they_are_handed_out()
    {
        _lab.Run().OpenAll();
        _lab.Opened.ShouldBeEmpty();
        var issued = For(_lab.Run());
        _lab.Opened.Clear();

        _lab.Run().OpenAll();

        _lab.Opened.ShouldContain(issued.Key);
        _lab.Opened.Count.ShouldBe(2, "the certificate's and the authority's");
    }

    [Fact]
    public void A_dry_run_has_certificates_and_keeps_none()
    {
        var dry = _lab.Run(isDryRun: true);
        For(dry).ShouldBe(For(dry));
        Directory.Exists(_lab.Folder).ShouldBeFalse();

        var issued = For(_lab.Run());
        var files = Files();
        For(_lab.Run(isDryRun: true)).ShouldBe(issued);
        _lab.Time.Advance(TimeSpan.FromDays(3500));
        For(_lab.Run(isDryRun: true)).ShouldNotBe(issued);
        Files().ShouldBe(files);

        List<string> Files() => [.. Directory.GetFiles(_lab.Folder).Order().Select(file => $"{file}\n{File.ReadAllText(file)}")];
    }

    [Fact]
    public async Task Runs_at_the_same_time_share_one_authority()
    {
        var runs = Enumerable.Range(0, 6).Select(_ => _lab.Run()).ToList();
        var issued = await Task.WhenAll(runs.Select(run => Task.Run(() => For(run), TestContext.Current.CancellationToken)));
        issued.Distinct().Count().ShouldBe(1);
        runs.Select(run => run.AuthorityCertificate).Distinct().Count().ShouldBe(1);
    }

    private static Certificate For(CertificateAuthority authority) => authority.For("consul-vb0", Names, Addresses);

    private static int Count(string pem) => pem.Split("BEGIN CERTIFICATE").Length - 1;

    private bool IsTrusted(Certificate issued, string trusted)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _lab.Time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.CustomTrustStore.ImportFromPem(trusted);
        using var certificate = X509Certificate2.CreateFromPem(issued.Pem);
        return chain.Build(certificate);
    }

    private List<(string, string)> Files() =>
        [.. Directory.GetFiles(_lab.Folder).Order().Select(file => (file, $"{File.ReadAllText(file)} {File.GetLastWriteTimeUtc(file):O}"))];
}

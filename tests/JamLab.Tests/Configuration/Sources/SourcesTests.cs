using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Configuration.Sources;
using JamLab.Tests.Support;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Sources;

public sealed class SourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_key_in_the_program_is_the_one_that_HashiCorp_names()
    {
        using var text = PgpUtilities.GetDecoderStream(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(HashiCorpRepository.Key)));
        var ring = new PgpPublicKeyRing(text);
        Convert.ToHexString(ring.GetPublicKey().GetFingerprint()).ShouldBe(HashiCorpRepository.Fingerprint);
        HashiCorpRepository.Key.ShouldEndWith("-----END PGP PUBLIC KEY BLOCK-----\n");
    }

    [Theory]
    [InlineData("consul_1.8.7+dfsg1-2+b3_amd64.deb", "consul", "1.8.7+dfsg1-2+b3", "amd64", true)]
    [InlineData("consul_1.8.7%2Bdfsg1-2%2Bb3_amd64.deb", "consul", "1.8.7+dfsg1-2+b3", "amd64", true)]
    [InlineData("nomad_1.10.4_linux_arm64.zip", "nomad", "1.10.4", "arm64", false)]
    [InlineData("vault_1.20.2-1_arm64.deb", "vault", "1.20.2-1", "arm64", true)]
    public void A_file_name_tells_product_version_and_architecture(string file, string product, string version, string architecture, bool isPackage) =>
        ArchiveName.Read(file).ShouldBe(new ArchiveName(product, version, architecture, isPackage));

    [Theory]
    [InlineData("consul.zip")]
    [InlineData("consul_latest_amd64.deb")]
    [InlineData("consul_1.8.7_amd64.tar.gz")]
    public void Other_names_tell_nothing(string file) => ArchiveName.Read(file).ShouldBeNull();

    [Theory]
    [InlineData("1.8.7+dfsg1-2+b3", "1.8")]
    [InlineData("1.21.*", "1.21")]
    [InlineData("v1.9", "1.9")]
    [InlineData("2:1.12.1-1", "1.12")]
    [InlineData("latest", null)]
    [InlineData("1", null)]
    [InlineData("1.*", null)]
    [InlineData(null, null)]
    public void A_version_is_read_as_far_as_configuration_depends_on_it(string? text, string? version) => ProductVersion.Read(text)?.ToString().ShouldBe(version);

    [Theory]
    [InlineData("1.9.1", "1.21.0")]
    [InlineData("1.21.0", "1.21.1")]
    [InlineData("1.21.0", "1.21.0-1")]
    [InlineData("1.21.9-1", "1.21.10-1")]
    public void Versions_are_ordered_number_by_number(string older, string newer)
    {
        VersionOrder.Instance.Compare(older, newer).ShouldBeLessThan(0);
        VersionOrder.Instance.Compare(newer, older).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Of_a_folder_the_newest_that_fits_is_taken()
    {
        foreach (var name in new[] { "consul_1.9.0_linux_amd64.zip", "consul_1.21.1_linux_amd64.zip", "consul_1.22.0_linux_arm64.zip", "nomad_1.30.0_linux_amd64.zip", "notes.txt" })
            _folder.With(name, name);
        var folders = new PackageFolders("/nowhere", _folder.Path);
        folders.Find("consul", null, "amd64", null)!.Value.Name.Version.ShouldBe("1.21.1");
        folders.Find("consul", "1.9.*", "amd64", null)!.Value.Name.Version.ShouldBe("1.9.0");
        folders.Find("consul", null, "arm64", null)!.Value.Name.Version.ShouldBe("1.22.0");
        folders.Find("vault", null, "amd64", null).ShouldBeNull();
        var file = folders.Find("nomad", null, "amd64", null)!.Value.File;
        file.Size.ShouldBe(28);
        file.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("nomad_1.30.0_linux_amd64.zip"u8)));
    }

    [Fact]
    public void A_folder_that_a_parameter_names_must_have_it()
    {
        var folders = new PackageFolders(_folder.Path, null);
        Directory.CreateDirectory(_folder / "packages");
        var told = Should.Throw<DiagnosticException>(() => folders.Find("vault", null, "amd64", "packages")).Diagnostics.ShouldHaveSingleItem();
        told.Message.ShouldContain("has no vault for amd64");
        Should.Throw<DiagnosticException>(() => folders.Find("vault", null, "amd64", "elsewhere")).Message.ShouldContain("there is no folder");
    }

    [Fact]
    public void What_is_wrong_with_a_source_is_told_at_the_parameter()
    {
        Mistakes(new()).ShouldBeEmpty();
        Mistakes(new() { Version = "1.21.*" }).ShouldBeEmpty();
        Mistakes(new() { Archive = new("http://a/consul_1.8.7_amd64.deb"), Sha256 = new('a', 64) }).ShouldBeEmpty();
        Mistakes(new() { Archive = new("http://a/consul.zip"), Sha256 = new('a', 64), Version = "1.21.4" }).ShouldBeEmpty();
        Mistakes(new() { Archive = new("http://a/consul_1.8.7_amd64.deb") }).ShouldBe(["source.archive: an archive needs its hash"]);
        Mistakes(new() { Archive = new("http://a/consul.zip"), Sha256 = new('a', 64) }).ShouldBe(["source.archive: the archive's name does not tell its version"]);
        Mistakes(new() { Archive = new("http://a/consul_1.8.7.tar.gz"), Sha256 = "abc" }).ShouldBe(["source.sha256: 'abc' is no SHA-256", "source.archive: http://a/consul_1.8.7.tar.gz is neither a .deb nor a .zip"]);
        Mistakes(new() { Version = "latest" }).ShouldBe(["source.version: 'latest' is no version"]);
        Mistakes(new() { Archive = new("http://a/consul_1.8.7_amd64.deb"), Sha256 = new('a', 64), Folder = "x" }).ShouldBe(["source.folder: an archive's address and a folder exclude each other"]);
    }

    private static string[] Mistakes(ProductSource source) => [.. source.Mistakes().Select(one => $"{one.Parameter}: {one.Message}")];
}

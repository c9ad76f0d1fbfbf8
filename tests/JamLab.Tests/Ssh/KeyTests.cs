using System.Text.Json;
using JamLab.Inventory;
using JamLab.Stages.Processes;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Ssh;

public sealed class KeyTests : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenSSH_reads_a_key_that_was_made_here()
    {
        Assert.SkipWhen(Programs.Find("ssh-keygen") is null, "needs ssh-keygen");
        var pair = Ed25519KeyPair.GetOrCreate(_folder / "id", "jamlab@local");

        var read = await new ProcessRunner(Logger.None).RunAsync(new ToolCommand("ssh-keygen", "-y", "-P", "", "-f", _folder / "id"), TestContext.Current.CancellationToken);

        var (key, known) = (read.Output.Trim().Split(' '), pair.PublicKey.Split(' '));
        key[..2].ShouldBe(known[..2]);
        known[2].ShouldBe("jamlab@local");
    }

    [Fact]
    public void Only_the_owner_reads_a_key()
    {
        Ed25519KeyPair.GetOrCreate(_folder / "id", "x");
        File.GetUnixFileMode(_folder / "id").ShouldBe(OwnerReadsAndWrites);
        File.GetUnixFileMode(_folder / "id.pub").ShouldBe(OwnerReadsAndWrites);
    }

    [Fact]
    public void A_key_is_made_once() =>
        Ed25519KeyPair.GetOrCreate(_folder / "id", "x").ShouldBe(Ed25519KeyPair.GetOrCreate(_folder / "id", "x"));

    [Theory]
    [InlineData("id")]
    [InlineData("id.pub")]
    public void Half_a_key_is_made_anew(string missing)
    {
        Ed25519KeyPair.GetOrCreate(_folder / "id", "x");
        File.Delete(_folder / missing);
        var again = Ed25519KeyPair.GetOrCreate(_folder / "id", "x");
        Ed25519KeyPair.GetOrCreate(_folder / "id", "x").ShouldBe(again);
    }

    [Fact]
    public void The_blob_is_the_key_as_the_wire_carries_it()
    {
        var blob = Ed25519KeyPair.Create("x").PublicBlob;
        blob.Length.ShouldBe(4 + 11 + 4 + 32);
        System.Text.Encoding.ASCII.GetString(blob, 4, 11).ShouldBe("ssh-ed25519");
    }

    [Fact]
    public void A_secret_prints_as_stars_wherever_it_is_put()
    {
        var pair = Ed25519KeyPair.Create("x");
        var secret = new Secret("open sesame");
        $"{secret}".ShouldBe("***");
        pair.ToString().ShouldNotContain("PRIVATE KEY");
        JsonSerializer.Serialize(pair).ShouldNotContain("PRIVATE KEY");
        JsonSerializer.Serialize(new { secret }).ShouldNotContain("sesame");
        new ToolCommand("tool", "argument") { Environment = new Dictionary<string, Secret> { ["TOKEN"] = secret }, Input = secret }.ToString().ShouldBe("tool argument");
    }
}

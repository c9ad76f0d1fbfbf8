using JamLab.Convergence.Running;
using JamLab.Inventory;
using JamLab.Stages.Configuration;
using JamLab.Stages.State;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Secrets;

public sealed class OpenedTextsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StateSecrets _secrets;

    public OpenedTextsTests() => _secrets = new StateSecrets(new LabPaths(_folder.Path, "local", _folder / "cache"), "nspawn", TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_secret_that_is_made_during_the_run_is_taken_out_of_what_follows()
    {
        var redaction = new Redaction(new OpenedTexts(_secrets));
        redaction.Clean("token of-today").ShouldBe("token of-today");
        _secrets.GetOrCreate("token", () => new Secret("of-today"));
        redaction.Clean("token of-today").ShouldBe("token ***");
    }

    [Theory]
    [InlineData("""{"keys":["k1-in-hex"],"keys_base64":["azE9PT09"],"root_token":"hvs.canary"}""", "azE9PT09")]
    [InlineData("""{"keys":["k1-in-hex"],"keys_base64":["azE9PT09"],"root_token":"hvs.canary"}""", "hvs.canary")]
    [InlineData("""["canary-in-a-list"]""", "canary-in-a-list")]
    [InlineData("{is no JSON", "{is no JSON")]
    public void Each_text_within_an_answer_in_json_is_a_secret_of_its_own(string secret, string within)
    {
        _secrets.Note(new Secret(secret));
        new Redaction(new OpenedTexts(_secrets)).Clean($"key {within} refused").ShouldBe("key *** refused");
    }
}

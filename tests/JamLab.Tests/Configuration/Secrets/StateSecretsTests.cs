using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Configuration;
using JamLab.Stages.State;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Secrets;

public sealed class StateSecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private StateSecrets Secrets(string hypervisor = "nspawn") => new(new LabPaths(_folder.Path, "local", _folder / "cache"), hypervisor, TimeProvider.System);

    [Fact]
    public void A_secret_is_made_once_and_is_the_same_in_the_next_run()
    {
        var made = Secrets().GetOrCreate("consul gossip", () => NewSecret.Base64(32));
        Secrets().GetOrCreate("consul gossip", () => throw new InvalidOperationException("made twice")).ShouldBe(made);
    }

    [Fact]
    public void Nothing_is_written_before_a_secret_is_asked_for_and_nothing_in_a_second_run()
    {
        var secrets = Secrets();
        File.Exists(secrets.File).ShouldBeFalse();
        secrets.GetOrCreate("token", NewSecret.Uuid);
        var written = File.GetLastWriteTimeUtc(secrets.File);
        Secrets().GetOrCreate("token", NewSecret.Uuid);
        File.GetLastWriteTimeUtc(secrets.File).ShouldBe(written);
    }

    [Fact]
    public void A_rehearsal_does_not_share_secrets_with_the_real_lab() =>
        Secrets("nspawn").GetOrCreate("token", NewSecret.Uuid).ShouldNotBe(Secrets("proxmox").GetOrCreate("token", NewSecret.Uuid));

    [Fact]
    public void Only_the_owner_can_read_them()
    {
        var secrets = Secrets();
        secrets.GetOrCreate("token", NewSecret.Uuid);
        File.GetUnixFileMode(secrets.File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(secrets.File)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Runs_at_the_same_time_agree_and_lose_nothing()
    {
        var ct = TestContext.Current.CancellationToken;
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(run => Task.Run(() =>
        {
            var secrets = Secrets();
            secrets.GetOrCreate($"own of {run}", NewSecret.Uuid);
            return secrets.GetOrCreate("shared", NewSecret.Uuid);
        }, ct)));
        found.Distinct().Count().ShouldBe(1);
        var after = Secrets();
        for (var run = 0; run < 8; run++)
            after.GetOrCreate($"own of {run}", () => throw new InvalidOperationException("lost"));
    }

    [Fact]
    public void Those_that_were_opened_are_known_for_cleaning_texts_and_print_as_stars()
    {
        var secrets = Secrets();
        secrets.Opened.ShouldBeEmpty();
        var token = secrets.GetOrCreate("token", () => new Secret("canary-1"));
        secrets.Note(new Secret("canary-2"));
        secrets.Opened.Select(one => one.Reveal()).Order().ShouldBe(["canary-1", "canary-2"]);
        token.ToString().ShouldBe("***");
    }

    [Fact]
    public void A_dry_run_makes_secrets_for_itself_and_keeps_none()
    {
        var dry = new StateSecrets(new LabPaths(_folder.Path, "local", _folder / "cache"), "nspawn", TimeProvider.System, isDryRun: true);
        dry.GetOrCreate("token", NewSecret.Uuid).ShouldBe(dry.GetOrCreate("token", NewSecret.Uuid));
        Directory.Exists(Path.GetDirectoryName(dry.File)).ShouldBeFalse();
    }

    [Fact]
    public void Those_that_are_kept_already_are_known_before_they_are_asked_for()
    {
        Secrets().GetOrCreate("token", () => new Secret("canary-1"));
        var secrets = Secrets();
        secrets.OpenAll();
        secrets.Opened.Select(one => one.Reveal()).ShouldBe(["canary-1"]);
    }

    [Theory]
    [InlineData("{ \"token\": \"x")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void A_broken_file_is_never_replaced(string content)
    {
        var secrets = Secrets();
        Directory.CreateDirectory(Path.GetDirectoryName(secrets.File)!);
        File.WriteAllText(secrets.File, content);
        var told = Should.Throw<DiagnosticException>(() => secrets.GetOrCreate("token", NewSecret.Uuid)).Diagnostics.ShouldHaveSingleItem();
        told.Message.ShouldStartWith(secrets.File);
        told.Help.ShouldNotBeNull().ShouldContain("backup");
        File.ReadAllText(secrets.File).ShouldBe(content);
    }

    [Fact]
    public void New_secrets_have_the_forms_that_their_users_take()
    {
        Guid.Parse(NewSecret.Uuid().Reveal()).ShouldNotBe(Guid.Empty);
        Convert.FromBase64String(NewSecret.Base64(32).Reveal()).Length.ShouldBe(32);
        NewSecret.Password(20).Reveal().ShouldMatch("^[A-Za-z0-9]{20}$");
    }
}

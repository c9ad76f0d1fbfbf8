using System.Diagnostics;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages;
using JamLab.Stages.State;
using JamLab.Stages.State.Sealing;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Secrets;

/// <summary>State that travels sealed on a branch, between clones of a bare repository.</summary>
public sealed class StateBranchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StateBranchTests()
    {
        Git(_folder.Path, "init", "-q", "--bare", "-b", "main", "origin");
        foreach (var clone in new[] { "a", "b" })
            Git(_folder.Path, "clone", "-q", "origin", clone);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_job_leaves_the_next_one_has_with_its_rights()
    {
        (await Branch("a").OpenAsync(Cancellation)).ShouldBe("there is no state of 'home' yet");
        Write("a", "home", "keys/id", "private");
        File.SetUnixFileMode(At("a", "home", "keys/id"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write("a", "home", "lock", "1");
        (await Branch("a").SealAsync(Cancellation)).ShouldBe("sealed");
        (await Branch("b").OpenAsync(Cancellation)).ShouldBe("opened");
        File.ReadAllText(At("b", "home", "keys/id")).ShouldBe("private");
        File.GetUnixFileMode(At("b", "home", "keys/id")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(At("b", "home", "x"))!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Exists(At("b", "home", "lock")).ShouldBeFalse();
        (await Branch("b").SealAsync(Cancellation)).ShouldBe("nothing to seal");
    }

    [Fact]
    public async Task Nothing_of_it_can_be_read_on_the_branch()
    {
        Write("a", "home", "secrets.json", "hunter2hunter2");
        await Branch("a").SealAsync(Cancellation);
        Git(At("a"), "fetch", "-q", "origin", "jamlab-state");
        var text = Git(At("a"), "show", "FETCH_HEAD:home.sealed");
        text.ShouldStartWith("-----BEGIN JAMLAB STATE 1-----\n");
        text.ShouldNotContain("hunter2");
        text.ShouldNotContain("secrets.json");
    }

    [Fact]
    public async Task A_state_that_somebody_else_changed_meanwhile_is_not_replaced()
    {
        Write("a", "home", "x", "1");
        await Branch("a").SealAsync(Cancellation);
        await Branch("b").OpenAsync(Cancellation);
        Write("a", "home", "x", "2");
        await Branch("a").SealAsync(Cancellation);
        Write("b", "home", "x", "3");
        (await Should.ThrowAsync<StageException>(() => Branch("b").SealAsync(Cancellation))).Message.ShouldContain("was changed since it was opened here");
        await Branch("b").OpenAsync(Cancellation);
        File.ReadAllText(At("b", "home", "x")).ShouldBe("2");
    }

    [Fact]
    public async Task Labs_share_the_branch_and_keep_what_is_each_others()
    {
        Write("a", "home", "x", "home");
        await Branch("a").SealAsync(Cancellation);
        Write("b", "office", "x", "office");
        (await Branch("b", "office").SealAsync(Cancellation)).ShouldBe("sealed");
        (await Branch("b").OpenAsync(Cancellation)).ShouldBe("opened");
        File.ReadAllText(At("b", "home", "x")).ShouldBe("home");
        Git(At("origin"), "log", "--format=%s", "jamlab-state").ShouldBe("State of office\nState of home\n");
    }

    [Fact]
    public async Task Without_the_right_password_what_is_there_stays()
    {
        Write("a", "home", "x", "1");
        await Branch("a").SealAsync(Cancellation);
        Write("b", "home", "x", "mine");
        (await Should.ThrowAsync<DiagnosticException>(() => Branch("b", password: "other").OpenAsync(Cancellation))).Message.ShouldContain("the password is another one, or somebody changed it");
        (await Should.ThrowAsync<DiagnosticException>(() => Branch("b", password: "").OpenAsync(Cancellation))).Message.ShouldContain("$JAMLAB_STATE_PASSWORD is not set");
        File.ReadAllText(At("b", "home", "x")).ShouldBe("mine");
    }

    [Fact]
    public void One_labs_state_does_not_open_as_anothers()
    {
        var text = new SealedFolder("home", new Secret("p")).Seal([1, 2, 3]);
        new SealedFolder("home", new Secret("p")).Opened(text).ShouldBe([1, 2, 3]);
        Should.Throw<DiagnosticException>(() => new SealedFolder("office", new Secret("p")).Opened(text));
        Should.Throw<DiagnosticException>(() => new SealedFolder("home", new Secret("p")).Opened(text[..^60] + text[^30..])).Message.ShouldContain("does not open");
    }

    private StateBranch Branch(string clone, string environment = "home", string password = "correct horse") =>
        new(new LabPaths(At(clone), environment, ""), name => name == StateBranch.Password ? password : null, Logger.None);

    private string At(string clone) => Path.Combine(_folder.Path, clone);

    private string At(string clone, string environment, string file) => Path.Combine(At(clone), "environments", environment, ".state", file);

    private void Write(string clone, string environment, string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(clone, environment, file))!);
        File.WriteAllText(At(clone, environment, file), text);
    }

    private static string Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, string.Join(' ', arguments));
        return output;
    }
}

using System.Diagnostics;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Workflows;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows;

public sealed class RehearsalChoiceTests : IDisposable
{
    private const string Home = """{"environment":"home","hypervisor":"nspawn"}""";
    private const string Local = """{"environment":"local","hypervisor":"nspawn"}""";

    private readonly TemporaryFolder _folder = new();
    private readonly RehearsalChoice _choice;

    public RehearsalChoiceTests()
    {
        _choice = new RehearsalChoice(_folder.Path, SampleLabs.Named("the repository"), Logger.None);
        Git("init", "-q", "-b", "main");
        Git("config", "user.name", "jam");
        Git("config", "user.email", "jam@example.org");
        Commit("README.md");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("environments/home/files/motd", $"[{Home}]")]
    [InlineData("environments/local/inventory.yml", $"[{Local}]")]
    [InlineData("pipelines/JamLab.Stages/Roles.cs", $"[{Home},{Local}]")]
    [InlineData("docs/engine.md", "[]")]
    [InlineData("environments/home2/inventory.yml", "[]")]
    [InlineData("environments/home/${{ secrets.X }} `id` \"\n::set-output name=rehearsals::x 😀", $"[{Home}]")]
    public async Task What_a_branch_changed_is_rehearsed(string file, string expected)
    {
        Commit(file);
        (await ChooseAsync("", "HEAD^")).ShouldBe(expected);
    }

    [Fact]
    public async Task What_the_other_branch_did_meanwhile_is_not()
    {
        Git("checkout", "-q", "-b", "change");
        Commit("environments/home/a");
        Git("checkout", "-q", "main");
        Commit("environments/local/b");
        Git("checkout", "-q", "change");
        (await ChooseAsync("", "main")).ShouldBe($"[{Home}]");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("all", "HEAD")]
    [InlineData("", "0000000000000000000000000000000000000000")]
    [InlineData("", "--output=/tmp/jamlab-never")]
    public async Task When_nobody_knows_what_changed_all_is_rehearsed(string asked, string since) =>
        (await ChooseAsync(asked, since)).ShouldBe($"[{Home},{Local}]");

    [Fact]
    public async Task One_can_be_asked_for() => (await ChooseAsync("local", "HEAD")).ShouldBe($"[{Local}]");

    [Fact]
    public async Task An_environment_that_is_not_there_is_a_mistake() =>
        (await Should.ThrowAsync<DiagnosticException>(() => ChooseAsync("office", ""))).Message.ShouldContain("'office' is no environment that is rehearsed");

    [Theory]
    [InlineData("[]")]
    [InlineData("a\nb=c\n::set-output name=x::y\nend\n")]
    [InlineData("😀\r\n${{ secrets.X }}")]
    public void An_output_is_handed_on_whatever_is_in_it(string value)
    {
        var file = Path.Combine(_folder.Path, "output");
        new JobOutput(_ => file).Set("it", value);
        var text = File.ReadAllText(file);
        var end = text[4..text.IndexOf('\n', StringComparison.Ordinal)];
        text.ShouldBe($"it<<{end}\n{value}\n{end}\n");
        value.ShouldNotContain(end);
    }

    private Task<string> ChooseAsync(string asked, string since) => _choice.JsonAsync(asked, since, TestContext.Current.CancellationToken);

    private void Commit(string file)
    {
        var path = Path.Combine(_folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, file);
        Git("add", "-A");
        Git("commit", "-q", "-m", "change");
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", _folder.Path, .. arguments]))!;
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
    }
}

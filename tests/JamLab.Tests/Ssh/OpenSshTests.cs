using JamLab.Stages.Processes;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Ssh;

public sealed class OpenSshTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private EnvironmentKeys Keys => new(new LabPaths(_folder.Path, "local", _folder / "cache"), "qemu");

    [Fact]
    public async Task OpenSSH_understands_what_it_is_told()
    {
        Assert.SkipWhen(Programs.Find("ssh") is null, "needs ssh");
        Keys.Login.PublicKey.ShouldNotBeEmpty();
        // -G prints what ssh would do with its options, and does nothing.
        var told = await new ProcessRunner(Logger.None).RunAsync(new ToolCommand("ssh", ["-G", .. Arguments("hostname", "-f")]), TestContext.Current.CancellationToken);
        var settings = told.Output.Split('\n').Select(line => line.Split(' ', 2)).Where(line => line.Length == 2).ToLookup(line => line[0], line => line[1]);

        settings["hostname"].ShouldBe(["127.0.0.1"]);
        settings["port"].ShouldBe(["22120"]);
        settings["user"].ShouldBe(["jamlab"]);
        settings["identityfile"].ShouldBe([Keys.LoginKeyFile.Replace("%", "%%")]);
        settings["identitiesonly"].ShouldBe(["yes"]);
        settings["stricthostkeychecking"].ShouldBe(["true"]);
        settings["hostkeyalias"].ShouldBe(["vb0"]);
        settings["userknownhostsfile"].ShouldBe([Keys.KnownHostsFile]);
    }

    [Fact]
    public void A_command_is_the_hosts_and_none_of_its_words_is_an_option_of_ssh() =>
        Arguments("hostname", "-f").TakeLast(4).ShouldBe(["jamlab@127.0.0.1", "--", "hostname", "-f"]);

    [Fact]
    public void Without_a_command_it_is_a_shell() => Arguments()[^1].ShouldBe("jamlab@127.0.0.1");

    private IReadOnlyList<string> Arguments(params string[] command) => OpenSsh.Arguments(new SshEndpoint("127.0.0.1", 22120), "vb0", Keys, command);
}

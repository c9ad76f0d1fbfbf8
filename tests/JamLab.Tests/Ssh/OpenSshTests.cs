using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Ssh;

public class OpenSshTests
{
    // ssh_config(5): a blank ends a path, a percent sign begins a token.
    [Fact]
    public void Paths_may_have_blanks_quotes_and_percent_signs()
    {
        var keys = new EnvironmentKeys(new LabPaths("""/my 100% "lab" """.Trim(), "local", "/cache"));
        var arguments = OpenSsh.Arguments(new SshEndpoint("127.0.0.1", 22001), "vb0", keys, ["hostname", "-f"]);
        arguments.ShouldContain("""UserKnownHostsFile="/my 100%% \"lab\"/environments/local/.state/known_hosts" """.Trim());
        arguments.ShouldContain("""IdentityFile="/my 100%% \"lab\"/environments/local/.state/keys/id_ed25519" """.Trim());
        arguments.TakeLast(3).ShouldBe(["--", "hostname", "-f"]);
    }
}

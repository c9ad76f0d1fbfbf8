using System.Diagnostics;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;
using Command = JamLab.Convergence.Resources.Command;

namespace JamLab.Tests.Configuration.Roles;

/// <summary>What the role does to a node, with the node's files in a folder and stand-ins for its tools that write them as Proxmox VE does.</summary>
public sealed class ProxmoxAccessTests : IDisposable
{
    private const string Pveum = """
        #!/bin/sh
        set -eu
        cd "$PVE"
        echo "pveum $*" >> calls
        case "$1 $2" in
          'role add') echo "role:$3:$(echo "$5" | tr ' ' ',' ):" >> user.cfg;;
          'role modify') grep -v "^role:$3:" user.cfg > new; echo "role:$3:$(echo "$5" | tr ' ' ','):" >> new; mv new user.cfg;;
          'user add') echo "user:$3:1:0:::$5::" >> user.cfg;;
          'acl modify') echo "acl:1:$3:$5:$7:" >> user.cfg;;
          'user token') echo "token:$4!$5:0:0:$9:" >> user.cfg; echo "$4!$5 0-0-0" >> priv/token.cfg;;
        esac
        """;

    private const string Pvesm = """
        #!/bin/sh
        set -eu
        echo "pvesm $*" >> "$PVE/calls"
        printf 'dir: local\n\tpath /var/lib/vz\n\tcontent %s\n\nlvmthin: local-lvm\n\tcontent rootdir,images\n' "$4" > "$PVE/storage.cfg"
        """;

    private readonly TemporaryFolder _folder = new();

    public ProxmoxAccessTests()
    {
        _folder.With("user.cfg", "user:root@pam:1:0:::me@lab.example::\nuser:alice@pve:1:0:::::\n\nrole:Other:VM.Audit:\n\nacl:1:/:alice@pve:Other:\n");
        _folder.With("storage.cfg", "dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup\n\nlvmthin: local-lvm\n\tcontent rootdir,images\n");
        System.IO.Directory.CreateDirectory(_folder / "priv");
        _folder.With("priv/token.cfg", "alice@pve!ci 1-2-3\n");
        foreach (var (name, text) in new[] { ("pveum", Pveum), ("pvesm", Pvesm) })
            File.SetUnixFileMode(_folder.With(name, text), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_new_node_gets_what_is_missing_and_a_second_time_nothing()
    {
        Unsatisfied().Count.ShouldBe(Commands.Count);
        Converge();
        Unsatisfied().ShouldBeEmpty();
        Approved.Match(Read("user.cfg") + "---\n" + Read("storage.cfg") + "---\n" + Read("priv/token.cfg") + "---\n" + Read("calls"), "proxmox-node");
    }

    [Fact]
    public void A_role_with_another_privilege_is_set_right()
    {
        Converge();
        File.WriteAllText(_folder / "user.cfg", Read("user.cfg").Replace("VM.Clone,", "", StringComparison.Ordinal));
        Unsatisfied().Select(command => command.Title).ShouldBe(["role JamLabPacker in Proxmox", "role JamLabTerraform in Proxmox"]);
        Converge();
        Unsatisfied().ShouldBeEmpty();
    }

    [Fact]
    public void A_tokens_value_is_the_secret_and_other_tokens_stay()
    {
        Converge();
        File.WriteAllText(_folder / "priv/token.cfg", "packer@pve!jamlab lost\nalice@pve!ci 1-2-3\nterraform@pve!jamlab <proxmox-token-terraform>\n");
        Unsatisfied().Single().Title.ShouldBe("value of token packer@pve!jamlab in Proxmox");
        Converge();
        Read("priv/token.cfg").ShouldBe("alice@pve!ci 1-2-3\nterraform@pve!jamlab <proxmox-token-terraform>\npacker@pve!jamlab <proxmox-token-packer>\n");
    }

    [Fact]
    public void A_tokens_value_does_not_show()
    {
        Commands.Where(command => command.Title.StartsWith("value", StringComparison.Ordinal)).ShouldAllBe(command => command.Check.IsSecret && command.Script.IsSecret);
        Converge();
        Read("calls").ShouldNotContain("<proxmox-token");
    }

    public void Dispose() => _folder.Dispose();

    private static List<Command> Commands => [.. RoleLab.Environment("home").Plan("proxmox", "pve0").Resources.OfType<Command>()];

    private List<Command> Unsatisfied() => [.. Commands.Where(command => Run(command.Check.Reveal()) != 0)];

    private void Converge()
    {
        foreach (var command in Unsatisfied())
            Run($"set -eu\n{command.Script.Reveal()}").ShouldBe(0, command.Title);
    }

    private int Run(string script)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["PVE"] = _folder.Path;
        start.WorkingDirectory = _folder.Path;
        using var shell = Process.Start(start)!;
        shell.StandardInput.Write(script.Replace("/etc/pve/", "./", StringComparison.Ordinal));
        shell.StandardInput.Close();
        shell.WaitForExit();
        return shell.ExitCode;
    }

    private string Read(string name) => File.ReadAllText(_folder / name);
}

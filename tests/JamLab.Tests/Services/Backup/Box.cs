using System.Diagnostics;
using System.Net;
using JamLab.Convergence;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Backup;
using JamLab.Stages.Services.Systemd;
using JamLab.Stages.Ssh;
using JamLab.Tests.Support;
using Xunit;

namespace JamLab.Tests.Services.Backup;

/// <summary>
/// A host that is a folder of this machine: its programs are this machine's, but for systemctl, which only notes that a service runs, and mount, whose "NFS server" is the folder /exports.
/// The service on it is well unless its data says "ill".
/// </summary>
internal sealed class Box : IDisposable
{
    private const string Systemctl =
        """
        #!/bin/sh
        case "$*" in
          start*) echo up > /state; echo start >> /journal;;
          stop*) echo down > /state; echo stop >> /journal;;
          is-active*) grep -q up /state;;
          *MainPID*) echo 0;;
          show*) echo ActiveState=active;;
        esac

        """;

    // mount -t nfs -o OPTIONS SERVER:PATH AT
    private const string Mount = "#!/bin/sh\nexec /usr/bin/mount --bind \"${5#*:}\" \"$6\"\n";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _command;

    public Box()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        foreach (var name in (string[])["usr", "dev", "proc", "etc/jamlab/services/notes/a", "run", "tmp", "exports", "stand-ins", "var/lib/private/jamlab/notes/data", "var/lib/jamlab/notes"])
            Directory.CreateDirectory(Path.Combine(Root, name));
        foreach (var name in (string[])["bin", "sbin", "lib", "lib64"])
            File.CreateSymbolicLink(Path.Combine(Root, name), $"usr/{name}");
        File.CreateSymbolicLink(Path.Combine(Root, "var/lib/jamlab/notes/data"), "../../private/jamlab/notes/data");
        File.WriteAllText(Path.Combine(Root, "etc/jamlab/services/notes/active"), "a\n");
        File.WriteAllText(Path.Combine(Root, "etc/jamlab/services/notes/a/version"), "0123456789ab http=8080\n");
        File.WriteAllText(Path.Combine(Root, "state"), "up\n");
        Program("systemctl", Systemctl);
        Program("journalctl", "#!/bin/sh\n");
        Program("mount", Mount);
        _command =
        [
            "unshare", "--mount", "sh", "-c",
            "/usr/bin/mount --rbind /usr \"$0/usr\" && /usr/bin/mount --rbind /dev \"$0/dev\" && /usr/bin/mount -t proc proc \"$0/proc\" && exec chroot \"$0\" /usr/bin/env -i LC_ALL=C PATH=/stand-ins:/usr/sbin:/usr/bin sh -s", Root,
        ];
        Data = Path.Combine(Root, "var/lib/private/jamlab/notes/data");
    }

    /// <summary>The host's files, as this process names them.</summary>
    public string Root => _folder / "box";

    /// <summary>The folder of the service's one volume.</summary>
    public string Data { get; }

    /// <summary>What was done to the service, a word a line.</summary>
    public string Journal => File.Exists(Path.Combine(Root, "journal")) ? File.ReadAllText(Path.Combine(Root, "journal")).ReplaceLineEndings(" ").Trim() : "";

    public string State => File.ReadAllText(Path.Combine(Root, "state")).Trim();

    /// <summary>A folder of this computer for backups.</summary>
    public string Backups => _folder / "backups";

    public VolumeHost Host => new(Instance, [new VolumePlace("data", "/var/lib/jamlab/notes/data")], _ => Task.FromResult<ITalkingShell>(new TalkingShell(_command)), text => text);

    private static ServiceInstance Instance
    {
        get
        {
            var definition = new ServiceDefinition("notes", ServiceKind.Unit, "notes.service") { Check = new DefinedCheck(Command: "! grep -qs ill /var/lib/jamlab/notes/data/word", TimeoutSeconds: 5) };
            var site = new Site("vs0", IPAddress.Parse("10.77.0.130"), null);
            SlotText In(char letter) => new(definition, "0123456789ab", new Slot("notes", letter, new Dictionary<string, int>()), site, _ => throw new InvalidOperationException());
            return new ServiceInstance(definition, In('a'), In('b'), site, TimeSpan.FromSeconds(2));
        }
    }

    /// <summary>Runs shell in this machine's own root, for what .NET has no words for.</summary>
    public static string Run(string script, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-ec", script]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"exit code {process.ExitCode}: {script}");
    }

    /// <summary>Owner and mode of the volume, and every entry in it with owner, mode, kind, time and content.</summary>
    public string Tree() => Run("stat -c '%u:%g %a' .; find . -mindepth 1 -printf '%U:%G %m %y %T@ %p -> %l\\n' | sort; find . -type f -print0 | sort -z | xargs -0 -r sha256sum", Data);

    public void Dispose() => _folder.Dispose();

    private void Program(string name, string text)
    {
        // By a process of its own: while this one writes a program, whatever it starts meanwhile keeps the file busy.
        File.WriteAllText(Path.Combine(Root, "tmp", name), text);
        Run($"install -m 755 tmp/{name} stand-ins/{name}", Root);
    }
}

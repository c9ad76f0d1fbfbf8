using System.Diagnostics;
using JamLab.Convergence;
using JamLab.Tests.Support;
using Xunit;

namespace JamLab.Tests.Convergence.Support;

/// <summary>The shells that hosts have.</summary>
public enum ShellKind
{
    /// <summary>Debian's, with GNU's tools, on this machine's own disk.</summary>
    Dash,

    /// <summary>One program for everything, in a root of its own with nothing else.</summary>
    BusyBox,
}

/// <summary>A host that is a folder of this machine. Needs root, as hosts do.</summary>
public sealed class TestHost : IHostConnector, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _command;

    public TestHost(ShellKind kind, params string[] without)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        var hidden = string.Concat(without.Select(program => $"mount --bind /dev/null {program}; "));
        if (kind == ShellKind.Dash)
        {
            // With a /run of its own, where hosts keep what is between runs.
            Run = Folder("run");
            _command = ["unshare", "--mount", "sh", "-c", $"{hidden}mount --bind \"$0\" /run; exec dash -s", Run];
            Disk = Root = Folder("root");
            return;
        }

        Assert.SkipUnless(File.Exists("/bin/busybox"), "needs busybox-static");
        var system = Folder("busy box");
        foreach (var name in (string[])["bin", "dev", "etc", "proc", "run", "tmp"])
            Directory.CreateDirectory(Path.Combine(system, name));
        // By a process of its own: while this one writes a program, whatever it starts meanwhile keeps the file busy.
        Start("cp", "/bin/busybox", $"{system}/bin/busybox");
        File.WriteAllText($"{system}/etc/passwd", "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/:/bin/false\n");
        File.WriteAllText($"{system}/etc/group", "root:x:0:\ndaemon:x:1:\n");
        Start("chroot", system, "/bin/busybox", "--install", "-s", "/bin");
        // In a mount namespace of its own, so that nothing is left to be unmounted.
        _command = ["unshare", "--mount", "sh", "-c", $"{hidden}mount --rbind /dev \"$0/dev\"; mount -t proc proc \"$0/proc\"; exec chroot \"$0\" /bin/sh -s", system];
        Run = $"{system}/run";
        Root = "/the root";
        Disk = $"{system}/the root";
        Directory.CreateDirectory(Disk);
    }

    public string Host { get; init; } = "box";

    /// <summary>The folder for a test's files, as resources name it.</summary>
    public string Root { get; }

    /// <summary>The same folder, as this process names it.</summary>
    public string Disk { get; }

    /// <summary>The host's /run, as this process names it.</summary>
    public string Run { get; }

    public int Connections { get; private set; }

    /// <summary>From then on nobody can log in.</summary>
    public int MostConnections { get; init; } = int.MaxValue;

    /// <summary>Scripts that must not get through: the connection breaks at this line of output.</summary>
    public Predicate<string>? LosesAt { get; set; }

    /// <summary>The first connection was left open by an earlier stage, and is dead by now.</summary>
    public bool FirstIsDead { get; init; }

    /// <summary>Shell that runs before each script, like a .bashrc.</summary>
    public string? Startup { get; set; }

    public Task<IHostShell> ConnectAsync(CancellationToken cancellation)
    {
        if (++Connections > MostConnections)
            throw new HostLostException("connection refused", "look at sshd");
        return Task.FromResult<IHostShell>(new LocalShell(Startup is null ? _command : ["sh", "-c", $"{Startup}\nexec \"$@\"", "sh", .. _command], FirstIsDead && Connections == 1 ? _ => true : LosesAt) { WasOpen = FirstIsDead && Connections == 1 });
    }

    public void Dispose() => _folder.Dispose();

    private string Folder(string name) => Directory.CreateDirectory(_folder / name).FullName;

    private static void Start(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}

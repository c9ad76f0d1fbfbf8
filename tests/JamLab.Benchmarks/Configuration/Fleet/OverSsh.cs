using CliWrap;

namespace JamLab.Benchmarks.Configuration.Fleet;

/// <summary>The floor: OpenSSH's client once for every host, all at the same time, and nothing around it.</summary>
internal static class OverSsh
{
    /// <summary>Curve25519 is an eighth of the work of OpenSSH's default key exchange.</summary>
    public const string Curve25519 = "-o KexAlgorithms=curve25519-sha256";

    /// <param name="fleet">The hosts.</param>
    /// <param name="remote">What stands behind the host's name: a command, and from where its input comes.</param>
    /// <param name="name">Names the files of its output, <see cref="Output"/>.</param>
    /// <param name="options">For ssh, in front of the host's name.</param>
    public static Command Everywhere(FleetLab fleet, string remote, string name, string options = "")
    {
        var hosts = string.Join(' ', fleet.Names);
        return Sh(fleet, $"""
            for host in {hosts}; do ssh -F {fleet.SshConfigFile} {options} $host {remote} >{Output(fleet, name, "$host")} 2>&1 & pids="$pids $!"; done
            code=0
            for pid in $pids; do wait $pid || code=$?; done
            [ $code -eq 0 ] || tail -n 1 {Output(fleet, name, "*")}
            exit $code
            """);
    }

    public static string Output(FleetLab fleet, string name, string host) => Path.Combine(fleet.Work, $"{name}.{host}.out");

    /// <summary>For ssh: over connections that <see cref="Open"/> has opened.</summary>
    public static string Opened(FleetLab fleet) => $"-o ControlPath={Path.Combine(fleet.Work, "c-%n")}";

    public static Command Open(FleetLab fleet) => Control(fleet, "-o ControlMaster=yes -o ControlPersist=yes -n -f -N", "");

    public static Command Close(FleetLab fleet) => Control(fleet, "-O exit", "|| :");

    private static Command Control(FleetLab fleet, string option, string otherwise) => Sh(fleet,
        $"for host in {string.Join(' ', fleet.Names)}; do ssh -F {fleet.SshConfigFile} {Opened(fleet)} {option} $host >/dev/null 2>&1 {otherwise}; done");

    private static Command Sh(FleetLab fleet, string script) => Cli.Wrap("sh").WithArguments(["-c", script]).WithWorkingDirectory(fleet.Work);
}

namespace JamLab.Benchmarks.Configuration.Fleet;

/// <summary>How OpenSSH's client reaches the machines that JamLab made: the same account, key and pinned host keys for all contenders.</summary>
internal static class SshConfig
{
    public static string Text(string state, string user, IEnumerable<(string Name, int Port)> hosts) =>
        $"""
        Host *
          User {user}
          IdentityFile {state}/keys/id_ed25519
          IdentitiesOnly yes
          UserKnownHostsFile {state}/nspawn/known_hosts
          StrictHostKeyChecking yes
          BatchMode yes
          LogLevel ERROR

        """
        + string.Concat(hosts.Select(host => $"Host {host.Name}\n  HostName 127.0.0.1\n  Port {host.Port}\n  HostKeyAlias {host.Name}\n"));
}

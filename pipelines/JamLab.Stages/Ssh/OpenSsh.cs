using System.Diagnostics;

namespace JamLab.Stages.Ssh;

/// <summary>OpenSSH's client on the user's own terminal, with the environment's key and only the pinned host key.</summary>
internal static class OpenSsh
{
    public static IReadOnlyList<string> Arguments(SshEndpoint endpoint, string host, EnvironmentKeys keys, IReadOnlyList<string> command) =>
    [
        // Nothing of the user's own configuration: it might add keys, hops or other known hosts.
        "-F", "none",
        "-i", Literal(keys.LoginKeyFile),
        "-o", "IdentitiesOnly=yes",
        "-o", "StrictHostKeyChecking=yes",
        "-o", $"UserKnownHostsFile=\"{Literal(keys.KnownHostsFile)}\"",
        "-o", $"HostKeyAlias={host}",
        "-o", "LogLevel=ERROR",
        "-p", endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        $"{EnvironmentKeys.AdminUser}@{endpoint.Host}",
        .. command.Count == 0 ? Array.Empty<string>() : ["--", .. command],
    ];

    /// <summary>A path as it is: ssh_config(5) expands tokens in it.</summary>
    private static string Literal(string path) => path.Replace("%", "%%", StringComparison.Ordinal);

    public static async Task<int> RunAsync(
        string program, SshEndpoint endpoint, string host, EnvironmentKeys keys, IReadOnlyList<string> command, CancellationToken cancellation)
    {
        // Inherits stdin, stdout and stderr: a shell needs the terminal itself.
        var start = new ProcessStartInfo(program);
        foreach (var argument in Arguments(endpoint, host, keys, command))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return process.ExitCode;
    }
}

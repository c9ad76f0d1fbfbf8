using System.Diagnostics;

namespace JamLab.Stages.Ssh;

/// <summary>OpenSSH's client on the user's own terminal, with the environment's key and only the pinned host key.</summary>
internal static class OpenSsh
{
    public static IReadOnlyList<string> Arguments(SshEndpoint endpoint, string host, EnvironmentKeys keys, IReadOnlyList<string> command) =>
    [
        // Nothing of the user's own configuration: it might add keys, hops or other known hosts.
        "-F", "none",
        "-o", $"IdentityFile={Path(keys.LoginKeyFile)}",
        "-o", "IdentitiesOnly=yes",
        "-o", "StrictHostKeyChecking=yes",
        "-o", $"UserKnownHostsFile={Path(keys.KnownHostsFile)}",
        "-o", $"HostKeyAlias={host}",
        "-o", "LogLevel=ERROR",
        "-p", endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        $"{EnvironmentKeys.AdminUser}@{endpoint.Host}",
        .. command.Count == 0 ? Array.Empty<string>() : ["--", .. command],
    ];

    // Its options are words with tokens in them (ssh_config(5)): a blank would end the path, a percent sign begin a token.
    private static string Path(string path) =>
        $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal)}\"";

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

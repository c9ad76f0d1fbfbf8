using System.Net;
using System.Security.Cryptography;
using JamLab.Stages.Processes;
using Renci.SshNet;

namespace JamLab.Stages.Ssh;

/// <summary>An open connection to a host whose key was known beforehand; any other key ends the attempt.</summary>
public sealed class SshConnection : IDisposable
{
    private readonly SshClient _client;

    private SshConnection(SshClient client) => _client = client;

    /// <summary>Connects and logs in. Throws SSH.NET's exceptions for what may pass (nobody listens yet), and <see cref="StageException"/> for a wrong host key.</summary>
    public static async Task<SshConnection> OpenAsync(
        SshEndpoint endpoint, string user, Ed25519KeyPair login, Ed25519KeyPair host, TimeSpan timeout, CancellationToken cancellation)
    {
        using var privateKey = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(login.PrivateKey.Reveal()));
        var connection = new ConnectionInfo(endpoint.Host, endpoint.Port, user,
            new PrivateKeyAuthenticationMethod(user, new PrivateKeyFile(privateKey)))
        {
            Timeout = timeout,
        };
        // Only the type of the pinned key: the server would otherwise offer another that we do not know.
        foreach (var name in connection.HostKeyAlgorithms.Keys.Where(name => name != "ssh-ed25519").ToList())
            connection.HostKeyAlgorithms.Remove(name);

        // Curve25519 first: the hybrid post-quantum exchanges cost a guest under emulation seconds, and no stored traffic here is worth that.
        foreach (var name in connection.KeyExchangeAlgorithms.Keys.Where(name => !name.StartsWith("curve25519", StringComparison.Ordinal)).ToList())
            connection.KeyExchangeAlgorithms.Remove(name);

        var client = new SshClient(connection);
        var expected = host.PublicBlob;
        byte[]? refused = null;
        client.HostKeyReceived += (_, received) =>
        {
            received.CanTrust = CryptographicOperations.FixedTimeEquals(received.HostKey, expected);
            refused = received.CanTrust ? null : received.HostKey;
        };
        try
        {
            await client.ConnectAsync(cancellation).ConfigureAwait(false);
            return new SshConnection(client);
        }
        catch (Exception) when (refused is not null)
        {
            client.Dispose();
            throw new StageException($"{endpoint} shows a host key that is not the pinned one (SHA256:{Fingerprint(refused)} instead of SHA256:{Fingerprint(expected)}); " +
                "somebody else answers there, or the machine was made from other keys: destroy and provision it again");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Runs one script in one exec: it goes over stdin to <paramref name="shell"/>, so that nothing of it shows in the host's process list.</summary>
    /// <param name="onLine">Told every line of stdout as it comes, without its line break.</param>
    /// <param name="script">Shell, UTF-8.</param>
    /// <param name="shell">The command that reads it.</param>
    /// <param name="cancellation">Ends the exec.</param>
    public async Task<ProcessResult> RunAsync(string script, CancellationToken cancellation, string shell = "sh -s", Action<string>? onLine = null)
    {
        using var command = _client.CreateCommand(shell);
        var running = command.ExecuteAsync(cancellation);
        var reading = ReadAsync(command.OutputStream, onLine);
        await using (var input = InputOf(command))
            await input.WriteAsync(System.Text.Encoding.UTF8.GetBytes(script), cancellation).ConfigureAwait(false);
        await running.ConfigureAwait(false);
        var output = await reading.ConfigureAwait(false);
        return new ProcessResult(command.ExitStatus ?? -1, output, command.Error, command.Error.Split('\n'));
    }

    /// <summary>Runs one script as <see cref="RunAsync"/> does, and hands its stdout and stdin to <paramref name="talk"/>. What it throws ends the exec.</summary>
    public async Task<ProcessResult> TalkAsync(string script, Func<Stream, Stream, CancellationToken, Task> talk, string shell, CancellationToken cancellation)
    {
        using var command = _client.CreateCommand(shell);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = command.ExecuteAsync(end.Token);
        try
        {
            await using var input = InputOf(command);
            await input.WriteAsync(System.Text.Encoding.UTF8.GetBytes(script), cancellation).ConfigureAwait(false);
            await talk(command.OutputStream, input, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await end.CancelAsync().ConfigureAwait(false);
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await running.ConfigureAwait(false);
        return new ProcessResult(command.ExitStatus ?? -1, "", command.Error, command.Error.Split('\n'));
    }

    /// <summary>Its stdin; one that swallows everything where it has ended already, as under a login shell whose startup files end the session: what it said is all there is.</summary>
    internal static Stream InputOf(SshCommand command)
    {
        try
        {
            return command.CreateInputStream();
        }
        catch (InvalidOperationException)
        {
            return Stream.Null;
        }
    }

    private static async Task<string> ReadAsync(Stream stream, Action<string>? onLine)
    {
        var text = new System.Text.StringBuilder();
        using var reader = new StreamReader(stream, System.Text.Encoding.UTF8);
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            text.Append(line).Append('\n');
            onLine?.Invoke(line);
        }

        return text.ToString();
    }

    /// <summary>A port of this computer that leads to one that the host reaches, as long as the connection is open.</summary>
    public IPEndPoint Forward(IPAddress address, int port)
    {
        var forwarded = new ForwardedPortLocal(IPAddress.Loopback.ToString(), 0, address.ToString(), (uint)port);
        _client.AddForwardedPort(forwarded);
        forwarded.Start();
        return new IPEndPoint(IPAddress.Loopback, (int)forwarded.BoundPort);
    }

    /// <summary>Whether the transport stands, as far as is known without asking.</summary>
    public bool IsOpen => _client.IsConnected;

    internal SshCommand Command(string text) => _client.CreateCommand(text);

    public void Dispose() => _client.Dispose();

    private static string Fingerprint(byte[] key) => Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=');
}

using System.Security.Cryptography;

namespace JamLab.Stages.Services.Backup;

/// <summary>
/// Bytes between this computer and a host's script, block by block: each side sends only what the other has asked for, so that neither a slow disk here nor one there lets anything pile up in
/// memory. A connection's own flow control does not reach that far.
/// </summary>
internal static class Transfer
{
    /// <summary>Bytes that a host sends for one line; it is <see cref="Ahead"/> blocks ahead of what was asked for.</summary>
    public const int Received = 4 << 20;

    public const int Ahead = 4;

    /// <summary>Bytes that a host gets for one line: no more than an SSH server takes unread (2 MiB by OpenSSH).</summary>
    public const int Sent = 1 << 20;

    private const int Piece = 128 << 10;

    /// <summary>Takes all that the script prints; returns how much it was and its SHA-256.</summary>
    public static async Task<(long Size, string Sha256)> ReceiveAsync(Stream output, Stream input, Action<ReadOnlyMemory<byte>> write, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Piece];
        long size = 0;
        int read;
        while ((read = await output.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            write(buffer.AsMemory(0, read));
            var before = size / Received;
            size += read;
            for (var block = before; block < size / Received; block++)
                await TryWriteAsync(input, "\n"u8.ToArray(), cancellation).ConfigureAwait(false);
        }

        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Gives the script a block for each line that it prints, until there is no more or it asks no more.</summary>
    public static async Task SendAsync(Stream output, Stream input, Stream from, CancellationToken cancellation)
    {
        var line = new byte[1];
        var block = new byte[Sent];
        while (await output.ReadAsync(line, cancellation).ConfigureAwait(false) > 0)
        {
            if (line[0] != '\n')
                continue;
            var read = await from.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            if (!await TryWriteAsync(input, block.AsMemory(0, read), cancellation).ConfigureAwait(false) || read < block.Length)
                return;
        }
    }

    // A script that has ended takes nothing more: its exit code says why.
    private static async Task<bool> TryWriteAsync(Stream input, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await input.WriteAsync(bytes, cancellation).ConfigureAwait(false);
            await input.FlushAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException or Renci.SshNet.Common.SshException)
        {
            return false;
        }
    }
}

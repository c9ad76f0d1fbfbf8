using System.Security.Cryptography;
using JamLab.Convergence;
using JamLab.Stages.State;

namespace JamLab.Stages.Services.Backup;

/// <summary>A service's backups in a folder of this computer, for its owner only.</summary>
internal sealed class BackupFolder(string folder) : IBackupStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Place => folder;

    public Task<IReadOnlyList<BackupManifest>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<BackupManifest>>(
        !Directory.Exists(folder) ? [] :
        [
            .. Directory.GetFiles(folder, $"*{BackupManifest.Described}").Select(file => BackupManifest.FromJson(File.ReadAllText(file))).OfType<BackupManifest>()
                .Where(backup => new FileInfo(Archive(backup)) is { Exists: true } archive && archive.Length == backup.Size)
                .OrderByDescending(backup => backup.At),
        ]);

    public async Task<BackupManifest> AddAsync(VolumeHost host, BackupManifest draft, string? hook, CancellationToken cancellation)
    {
        Prepare();
        var part = $"{Archive(draft)}{BackupManifest.Unfinished}";
        (long Size, string Sha256) written = (0, "");
        try
        {
            IReadOnlyList<string> said;
            await using (var file = Here(() => new FileStream(part, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly, BufferSize = 0 })))
            {
                void Write(ReadOnlyMemory<byte> bytes) => Here(() => file.Write(bytes.Span));
                said = await host.TalkAsync(host.Scripts.Pack(hook), async (output, input, token) => written = await Transfer.ReceiveAsync(output, input, Write, token).ConfigureAwait(false), cancellation).ConfigureAwait(false);
                Here(() => file.Flush(flushToDisk: true));
            }

            var read = said.Select(line => line.Split(' ')).Last(words => words[0] == "@read");
            var whole = draft with { Version = read[1], Changed = read[2] == "true", Size = written.Size, Sha256 = written.Sha256 };
            Here(() => File.Move(part, Archive(whole)));
            Here(() => PrivateFiles.WriteNew(Description(whole), stream =>
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(whole.ToJson() + "\n"));
                ((FileStream)stream).Flush(flushToDisk: true);
            }));
            return whole;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    public Task RemoveAsync(IReadOnlyList<BackupManifest> backups, CancellationToken cancellation)
    {
        foreach (var backup in backups)
        {
            // The description goes first: what is left without one is cleared away.
            File.Delete(Description(backup));
            File.Delete(Archive(backup));
        }

        return Task.CompletedTask;
    }

    public async Task UnpackAsync(VolumeHost host, BackupManifest backup, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(Archive(backup));
        var sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false));
        HostExit.Check(sum == backup.Sha256 ? 0 : HostExit.WrongBytes, host.Name, "");
        file.Position = 0;
        await host.TalkAsync(host.Scripts.Unpack(backup), (output, input, token) => Transfer.SendAsync(output, input, file, token), cancellation).ConfigureAwait(false);
    }

    private string Archive(BackupManifest backup) => Path.Combine(folder, backup.Name + BackupManifest.Archive);

    private string Description(BackupManifest backup) => Path.Combine(folder, backup.Name + BackupManifest.Described);

    // What has no description was never whole, or was being deleted.
    private void Prepare() => Here(() =>
    {
        PrivateFiles.CreateFolder(folder);
        foreach (var file in Directory.GetFiles(folder))
        {
            var name = Path.GetFileName(file);
            var isUndescribed = name.EndsWith(BackupManifest.Archive, StringComparison.Ordinal) && !File.Exists(Path.Combine(folder, name[..^BackupManifest.Archive.Length] + BackupManifest.Described));
            if (isUndescribed || name.EndsWith(BackupManifest.Unfinished, StringComparison.Ordinal) || name.EndsWith(".tmp", StringComparison.Ordinal))
                File.Delete(file);
        }
    });

    private void Here(Action work) => Here(() =>
    {
        work();
        return 0;
    });

    // Told apart from what goes wrong with the connection, which has the same type.
    private T Here<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new StageException($"{folder} cannot be written: {failed.Message}", "make room there, or set backup.to in the inventory to another place; nothing half-written counts");
        }
    }
}

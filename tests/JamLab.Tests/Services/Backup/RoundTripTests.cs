using JamLab.Convergence;
using JamLab.Stages;
using JamLab.Stages.Services.Backup;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Backup;

/// <summary>Backups of a real folder by real programs, to this computer and to an export.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly Box _box = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_lost_comes_back_with_owners_modes_links_and_odd_names(bool isShare)
    {
        // More than what either side sends unasked, and not compressible.
        Box.Run(
            """
            echo precious > word; mkdir -p 'a folder' deep/er; chmod 711 deep; chown 1234:4321 . word; chmod 2750 .
            ln -s ../word 'a folder/link'; ln word hard; printf x > "$(printf 'new\nline')"; touch -d 2001-02-03 deep/er/old .hidden ..odd
            head -c 18000000 /dev/urandom > 'a folder/random'; truncate -s 30M sparse; mkfifo pipe
            """,
            _box.Data);
        var before = _box.Tree();
        var store = Store(isShare);

        var backup = await AddAsync(store);
        backup.Version.ShouldBe("0123456789ab");
        backup.Size.ShouldBeInRange(18_000_000, 19_000_000);
        (await store.ListAsync(Cancellation)).ShouldHaveSingleItem().Sha256.ShouldBe(backup.Sha256);

        Box.Run("rm -rf -- * .hidden ..odd; chmod 700 .; chown 0:0 .; echo newer > word; echo other > other", _box.Data);
        (await _box.Host.RunAsync(_box.Host.Scripts.Look, Cancellation)).ShouldBe("filled data\n");
        await RestoreAsync(store, backup);

        _box.Tree().ShouldBe(before);
        _box.Journal.ShouldBe("stop start");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_of_backups_are_for_their_owner_only_and_what_is_not_whole_is_cleared_away()
    {
        var store = Store(isShare: false);
        Directory.CreateDirectory(_box.Backups);
        foreach (var name in (string[])["20260101T000000Z.tar.gz", "20260102T000000Z.tar.gz.part", "20260103T000000Z.json.abc.tmp"])
            await File.WriteAllTextAsync(Path.Combine(_box.Backups, name), "half", Cancellation);
        (await store.ListAsync(Cancellation)).ShouldBeEmpty();

        var backup = await AddAsync(store);
        Directory.GetFiles(_box.Backups).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe([$"{backup.Name}.json", $"{backup.Name}.tar.gz"]);
        Directory.GetFiles(_box.Backups).ShouldAllBe(file => File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        File.GetUnixFileMode(_box.Backups).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wrong_byte_is_refused_before_anything_is_touched(bool isShare)
    {
        await File.WriteAllTextAsync(Path.Combine(_box.Data, "word"), "precious", Cancellation);
        var store = Store(isShare);
        var backup = await AddAsync(store);
        var archive = Directory.GetFiles(isShare ? Path.Combine(_box.Root, "exports/notes") : _box.Backups, "*.tar.gz").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(archive, Cancellation);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(archive, bytes, Cancellation);

        var refused = await Should.ThrowAsync<HostFailedException>(() => RestoreAsync(store, backup));
        refused.Message.ShouldContain("not what it was");
        _box.Journal.ShouldBeEmpty();
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_that_is_not_well_with_the_backup_gets_back_what_it_had()
    {
        var word = Path.Combine(_box.Data, "word");
        await File.WriteAllTextAsync(word, "ill", Cancellation);
        var store = Store(isShare: false);
        var backup = await AddAsync(store);
        await File.WriteAllTextAsync(word, "good", Cancellation);
        var before = _box.Tree();

        var failed = await Should.ThrowAsync<HostFailedException>(() => RestoreAsync(store, backup));
        failed.Message.ShouldContain("has back what it had");
        _box.Tree().ShouldBe(before);
        _box.Journal.ShouldBe("stop start stop start");
        _box.State.ShouldBe("up");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hook_runs_first_and_one_that_fails_makes_no_backup()
    {
        var store = Store(isShare: false);
        var backup = await AddAsync(store, "echo dumped > /var/lib/jamlab/notes/data/dump; echo noise");
        Box.Run($"tar -tzf {backup.Name}.tar.gz", _box.Backups).Split('\n').ShouldContain("data/./dump");

        var failed = await Should.ThrowAsync<HostFailedException>(() => AddAsync(store, "echo the base is down >&2; exit 3"));
        failed.Message.ShouldBe("the hook backup.command failed on vs0: the base is down");
        (await store.ListAsync(Cancellation)).ShouldHaveSingleItem();
        Directory.GetFiles(_box.Backups).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_that_is_cut_off_while_bytes_come_leaves_nothing_that_counts()
    {
        Box.Run("head -c 20000000 /dev/urandom > random", _box.Data);
        using var cut = new CancellationTokenSource();
        var host = _box.Host;
        long seen = 0;
        await Should.ThrowAsync<OperationCanceledException>(() => host.TalkAsync(
            host.Scripts.Pack(null),
            async (output, input, token) => await Transfer.ReceiveAsync(output, input, bytes =>
            {
                seen += bytes.Length;
                if (seen > 5_000_000)
                    cut.Cancel();
            }, token),
            cut.Token));
        await AddAsync(Store(isShare: false));
        _box.Journal.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_does_not_send_more_than_it_was_asked_for()
    {
        Box.Run("head -c 20000000 /dev/urandom > random", _box.Data);
        var host = _box.Host;
        long size = 0;
        await Should.ThrowAsync<TimeoutException>(() => host.TalkAsync(
            host.Scripts.Pack(null),
            async (output, _, token) =>
            {
                // Nothing is asked for: what comes unasked comes, and then no more.
                var buffer = new byte[1 << 20];
                while (true)
                {
                    var reading = output.ReadAsync(buffer, token).AsTask();
                    size += await (size < Transfer.Received * (long)Transfer.Ahead ? reading : reading.WaitAsync(TimeSpan.FromMilliseconds(500), token));
                }
            },
            Cancellation));
        size.ShouldBe(Transfer.Received * (long)Transfer.Ahead);
    }

    [Theory]
    [InlineData("mkdir -p new; echo half > new/half", "now", "")]
    [InlineData("mkdir -p new old; mv ../data/word old/; echo then > new/word", "now", "stop start")]
    [InlineData("mkdir -p new old; mv ../data/word old/; : > aside; echo then > ../data/word; echo more > ../data/more", "now", "stop start")]
    [InlineData("mkdir -p old; mv ../data/word old/; : > aside; : > committed; echo then > ../data/word", "then", "")]
    public async Task A_restore_that_was_cut_off_is_taken_back_or_finished_by_the_next_script(string halfway, string word, string journal)
    {
        await File.WriteAllTextAsync(Path.Combine(_box.Data, "word"), "now\n", Cancellation);
        var work = Directory.CreateDirectory(Path.Combine(_box.Data, "..", ".data.jamlab-restore")).FullName;
        Box.Run(halfway, work);

        await AddAsync(Store(isShare: false));
        Directory.GetFileSystemEntries(_box.Data).Select(Path.GetFileName).ShouldBe(["word"]);
        (await File.ReadAllTextAsync(Path.Combine(_box.Data, "word"), Cancellation)).Trim().ShouldBe(word);
        _box.Journal.ShouldBe(journal);
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disk_that_is_full_on_the_host_leaves_everything_as_it_was()
    {
        await File.WriteAllTextAsync(Path.Combine(_box.Data, "word"), "now\n", Cancellation);
        Box.Run("head -c 3000000 /dev/urandom > random", _box.Data);
        var store = Store(isShare: false);
        var backup = await AddAsync(store);
        Box.Run("rm random", _box.Data);
        // From now on the volume's disk has 1 MiB.
        Box.Run("printf '#!/bin/sh\\nulimit -f 2048\\nexec /usr/bin/tar \"$@\"\\n' > tmp/tar; install -m 755 tmp/tar stand-ins/tar", _box.Root);

        await Should.ThrowAsync<HostFailedException>(() => RestoreAsync(store, backup));
        Directory.GetFileSystemEntries(_box.Data).Select(Path.GetFileName).ShouldBe(["word"]);
        _box.Journal.ShouldBeEmpty();
        Leftovers().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_changed_while_it_was_read_is_kept_and_told(bool isShare)
    {
        (await AddAsync(Store(isShare))).Changed.ShouldBeFalse();
        Box.Run("printf '#!/bin/sh\\n/usr/bin/tar \"$@\"\\nexit 1\\n' > tmp/tar; install -m 755 tmp/tar stand-ins/tar", _box.Root);
        (await AddAsync(Store(isShare))).Changed.ShouldBeTrue();
        (await Store(isShare).ListAsync(Cancellation)).Select(backup => backup.Changed).ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named_with_what_is_wrong()
    {
        await File.WriteAllTextAsync(_box.Backups, "a file in its place", Cancellation);
        var failed = await Should.ThrowAsync<StageException>(() => AddAsync(Store(isShare: false)));
        failed.Message.ShouldStartWith($"{_box.Backups} cannot be written: ");
        failed.Message.ShouldContain("backup.to");
    }

    private IBackupStore Store(bool isShare) => isShare ? new BackupShare("nas0:/exports", "notes", _box.Host) : new BackupFolder(_box.Backups);

    private async Task<BackupManifest> AddAsync(IBackupStore store, string? hook = null)
    {
        var at = BackupManifest.Next(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero), await store.ListAsync(Cancellation));
        return await store.AddAsync(_box.Host, new BackupManifest("notes", at, "", "vs0", "nspawn", ["data"]), hook, Cancellation);
    }

    private async Task RestoreAsync(IBackupStore store, BackupManifest backup)
    {
        await store.UnpackAsync(_box.Host, backup, Cancellation);
        await _box.Host.RunAsync(_box.Host.Scripts.Swap, Cancellation);
    }

    // Beside the volume, and in the folder that scripts work in.
    private List<string> Leftovers() =>
        [.. Directory.GetFileSystemEntries(Path.Combine(_box.Data, "..")).Select(path => Path.GetFileName(path)).Where(name => name != "data"), .. Directory.GetDirectories(Path.Combine(_box.Root, "run/jamlab-backup/notes")).Select(path => Path.GetFileName(path)).Where(name => name != "share")];
}

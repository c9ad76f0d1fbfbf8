using JamLab.Stages.State;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.State;

public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_the_owner_reads_a_file()
    {
        PrivateFiles.Write(_folder / "key", "secret");
        File.GetUnixFileMode(_folder / "key").ShouldBe(OwnerReadsAndWrites);
    }

    [Fact]
    public void A_file_that_others_could_read_becomes_private_when_it_is_written()
    {
        _folder.With("key", "old");
        File.SetUnixFileMode(_folder / "key", OwnerReadsAndWrites | UnixFileMode.OtherRead);
        PrivateFiles.Write(_folder / "key", "new");
        File.GetUnixFileMode(_folder / "key").ShouldBe(OwnerReadsAndWrites);
    }

    [Fact]
    public void An_equal_file_is_left_alone()
    {
        PrivateFiles.Write(_folder / "file", "same").ShouldBeTrue();
        var written = File.GetLastWriteTimeUtc(_folder / "file");
        PrivateFiles.Write(_folder / "file", "same").ShouldBeFalse();
        File.GetLastWriteTimeUtc(_folder / "file").ShouldBe(written);
    }

    [Fact]
    public void A_writer_that_fails_leaves_what_was_there_and_nothing_beside_it()
    {
        PrivateFiles.Write(_folder / "file", "whole");
        Should.Throw<InvalidOperationException>(() => PrivateFiles.WriteNew(_folder / "file", stream =>
        {
            stream.WriteByte((byte)'h');
            throw new InvalidOperationException();
        }));
        File.ReadAllText(_folder / "file").ShouldBe("whole");
        Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_folder_that_others_could_enter_is_closed()
    {
        var wide = Directory.CreateDirectory(_folder / "state").FullName;
        PrivateFiles.CreateFolder(wide);
        File.GetUnixFileMode(wide).ShouldBe(OwnerReadsAndWrites | UnixFileMode.UserExecute);
    }
}

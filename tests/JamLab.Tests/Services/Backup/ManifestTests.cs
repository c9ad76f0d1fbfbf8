using FsCheck.Xunit;
using JamLab.Stages.Services.Backup;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Backup;

public sealed class ManifestTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 3, 14, 59, TimeSpan.Zero);

    [Fact]
    public void A_backup_is_named_after_its_second_in_UTC()
    {
        var backup = Backup(Start.ToOffset(TimeSpan.FromHours(2)).AddMilliseconds(700));
        backup.Name.ShouldBe("20261123T031459Z");
        BackupManifest.TimeOf(backup.Name).ShouldBe(Start);
        BackupManifest.TimeOf("yesterday").ShouldBeNull();
    }

    [Fact]
    public void A_description_survives_the_disk()
    {
        var backup = Backup(Start) with { Size = 5L << 40, Sha256 = new string('a', 64) };
        var read = BackupManifest.FromJson(backup.ToJson()).ShouldNotBeNull();
        read.ToJson().ShouldBe(backup.ToJson());
        read.Name.ShouldBe(backup.Name);
        backup.ToJson().ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"service\":\"notes\"")]
    public void What_describes_no_backup_is_none(string text) => BackupManifest.FromJson(text).ShouldBeNull();

    [Property]
    public void Two_backups_never_share_a_name(byte count)
    {
        var backups = new List<BackupManifest>();
        for (var i = 0; i < count; i++)
            backups.Add(Backup(BackupManifest.Next(Start.AddMilliseconds(i * 100), backups)));
        backups.Select(backup => backup.Name).ShouldBeUnique();
    }

    [Property]
    public void The_newest_are_kept_and_other_machines_are_left_alone(byte keep, uint[] seconds, bool[] rehearsals)
    {
        var backups = seconds.Distinct().Select((second, index) => Backup(Start.AddSeconds(second)) with { Machines = rehearsals.Length > 0 && rehearsals[index % rehearsals.Length] ? "nspawn" : "qemu" }).ToList();
        var expired = Retention.Expired(backups, keep);
        if (backups.Count == 0)
        {
            expired.ShouldBeEmpty();
            return;
        }

        var newest = backups.MaxBy(backup => backup.At)!;
        var mine = backups.Where(backup => backup.Machines == newest.Machines).ToList();
        expired.ShouldNotContain(newest);
        expired.ShouldAllBe(backup => backup.Machines == newest.Machines);
        mine.Count(backup => !expired.Contains(backup)).ShouldBe(Math.Min(mine.Count, Math.Max(1, (int)keep)));
        foreach (var kept in mine.Except(expired))
            expired.ShouldAllBe(old => old.At < kept.At);
        expired.Select(backup => backup.At).ShouldBeInOrder();
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(5L << 40, "5 TiB")]
    [InlineData(5000L << 40, "5000 TiB")]
    public void Sizes_are_short(long bytes, string shown) => BackupTables.Size(bytes).ShouldBe(shown);

    private static BackupManifest Backup(DateTimeOffset at) => new("notes", at, "0123456789ab", "vs0", "nspawn", ["data"]);
}

using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Resources;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Convergence.OfSystem;

public sealed class UnitTests
{
    private const string Text = "[Service]\nExecStart=/usr/bin/consul agent\n";

    private static readonly Unit Consul = new("consul");
    private static readonly Unit Ours = Consul with { UnitFile = Text };
    private static readonly UnitInfo Runs = new("loaded", "active", "running", "enabled") { StartedAt = Cases.Noon, ChangedAt = Cases.Noon };
    private static readonly UnitInfo Rests = new("loaded", "inactive", "dead", "disabled");
    private static readonly PathInfo FileThere = PathInfo.Missing with { Type = PathType.File, Mode = 0b110_100_100, Owner = "root", Group = "root" };

    [Fact]
    public void A_unit_that_a_package_brings()
    {
        new Cases()
            .Add("runs", Consul, Is(Runs))
            .Add("rests", Consul, Is(Rests))
            .Add("failed", Consul, Is(Rests with { Active = "failed", File = "enabled", Result = "exit-code" }))
            .Add("is restarted by systemd again and again", Consul, Is(Runs with { Active = "activating", Sub = "auto-restart" }))
            .Add("is not there yet", Consul)
            .Add("enabled since systemd read its files", Consul, Is(Runs with { File = "disabled", IsLinked = true }))
            .Add("kept off by its condition", Consul, Is(Rests with { File = "enabled", ConditionFailed = true }))
            .Add("kept off by its condition, which may be another since", Consul with { RestartOn = ["/etc/consul.d"] }, Is(Rests with { File = "enabled", ConditionFailed = true, TriedAt = Cases.Noon }), Newest("/etc/consul.d", 1))
            .Add("ran once", Consul, Is(Rests with { File = "enabled", RunsOnce = true, Result = "success", ChangedAt = Cases.Noon }))
            .Add("has not run once yet", Consul, Is(Rests with { File = "enabled", RunsOnce = true, Result = "success" }))
            .Add("masked", Consul, Is(Rests with { Load = "masked", File = "masked" }))
            .Add("to be stopped", Consul with { Enabled = false, Running = false }, Is(Runs))
            .Add("stopped", Consul with { Enabled = false, Running = false }, Is(Rests))
            .Add("to be masked", Consul with { Masked = true }, Is(Runs))
            .Add("left alone", Consul with { Enabled = null, Running = null }, Is(Rests))
            .Match("Unit");
    }

    [Fact]
    public void A_unit_file_of_ours()
    {
        var more = Ours with { DropIns = new Dictionary<string, HostText> { ["memory"] = "[Service]\nMemoryMax=1G\n" } };
        new Cases()
            .Add("new", Ours)
            .Add("as it should be", Ours, [.. FileIs(Text), Is(Runs)])
            .Add("another text", Ours, [.. FileIs("[Service]\n"), Is(Runs)])
            .Add("with a new addition", more, [.. FileIs(Text), Is(Runs)])
            .Add("wrong mode", Ours, [.. FileIs(Text), (new PathFact("/etc/systemd/system/consul.service"), FileThere with { Mode = 0b110_110_110 }), Is(Runs)])
            .Add("written after systemd read it", Ours, [.. FileIs(Text), Is(Runs with { NeedsReload = true }), Newest("/etc/systemd/system/consul.service", 1)])
            .Add("to go", Ours with { Absent = true }, (new PathFact("/etc/systemd/system/consul.service"), FileThere), Is(Runs))
            .Add("gone", Ours with { Absent = true })
            .Add("a template", new Unit("backup@.timer") { UnitFile = "[Timer]\n" })
            .Match("UnitFile");
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "restart: because of /etc/consul.d, which is newer than its start")]
    [InlineData(1, "restart: because of /etc/consul.d, which is newer than its start")]
    public void It_restarts_for_files_that_are_not_older_than_its_start(int seconds, string? difference)
    {
        var unit = Consul with { RestartOn = ["/etc/consul.d"] };
        var change = unit.Diff(Cases.Host(unit, Cases.Debian, Is(Runs), Newest("/etc/consul.d", seconds)));
        change?.Differences.ShouldHaveSingleItem().ToString().ShouldBe(difference);
        (change?.Interrupts ?? false).ShouldBe(difference is not null);
    }

    [Fact]
    public void It_restarts_for_a_file_below_a_folder_that_changes_in_the_same_plan()
    {
        var unit = Consul with { RestartOn = ["/etc/consul.d"], ReloadOn = ["/etc/consul.d/checks"] };
        var file = new File("/etc/consul.d/checks/web.json", "{}");
        var facts = Cases.Host(unit, Cases.Debian, [Is(Runs), .. file.Facts.Select(fact => (fact, fact is PathFact ? (object)PathInfo.Missing : ContentInfo.Missing))]);
        facts.Take(file.Diff(facts).ShouldNotBeNull());
        unit.Diff(facts).ShouldNotBeNull().Differences.ShouldHaveSingleItem().ToString().ShouldBe("restart: because of /etc/consul.d");
        (unit with { RestartOn = [] }).Diff(facts).ShouldNotBeNull().Differences.ShouldHaveSingleItem().ToString().ShouldBe("reload: because of /etc/consul.d/checks");
    }

    [Fact]
    public void It_reloads_for_files_that_are_newer_than_the_last_change_of_its_state()
    {
        var unit = Consul with { ReloadOn = ["/etc/consul.d"] };
        unit.Diff(Cases.Host(unit, Cases.Debian, Is(Runs with { ChangedAt = Cases.Noon.AddSeconds(5) }), Newest("/etc/consul.d", 4))).ShouldBeNull();
        var change = unit.Diff(Cases.Host(unit, Cases.Debian, Is(Runs with { ChangedAt = Cases.Noon.AddSeconds(5) }), Newest("/etc/consul.d", 6))).ShouldNotBeNull();
        change.Interrupts.ShouldBeTrue();
        change.Script.Reveal().ShouldEndWith("j_past /etc/consul.d /etc/consul.d/* /etc/consul.d/*/*\nj_up reload consul.service\n");
    }

    [Fact]
    public void What_systemd_252_prints_is_understood()
    {
        UnitFact[] facts = [new("ssh.service"), new("nope.service"), new("timesyncd.service")];
        var printed =
            """
            1768478401 1278977
            Type=notify
            RemainAfterExit=no
            Result=success
            LoadState=loaded
            ActiveState=active
            SubState=running
            UnitFileState=enabled
            StateChangeTimestamp=Thu 2026-01-15 11:59:08 UTC
            StateChangeTimestampMonotonic=12736212130
            ActiveEnterTimestamp=Thu 2026-01-15 11:59:08 UTC
            ActiveEnterTimestampMonotonic=12736212130
            NeedDaemonReload=no
            ConditionResult=yes
            ConditionTimestamp=Thu 2026-01-15 11:59:08 UTC
            ConditionTimestampMonotonic=12736170613

            Type=
            LoadState=not-found
            ActiveState=inactive
            SubState=dead
            UnitFileState=
            StateChangeTimestamp=
            StateChangeTimestampMonotonic=0
            ActiveEnterTimestamp=
            ActiveEnterTimestampMonotonic=0
            NeedDaemonReload=no
            ConditionResult=no
            ConditionTimestampMonotonic=0

            Type=notify
            LoadState=loaded
            ActiveState=inactive
            SubState=dead
            UnitFileState=disabled
            ActiveEnterTimestamp=
            ActiveEnterTimestampMonotonic=0
            NeedDaemonReload=yes
            ConditionResult=no
            ConditionTimestamp=Thu 2026-01-15 11:59:07 UTC
            ConditionTimestampMonotonic=12735424602
            link=timesyncd.service
            """.ReplaceLineEndings("\n").Split('\n');
        var infos = facts[0].Kind.Read(facts, printed).Cast<UnitInfo>().ToList();
        infos[0].ShouldBe(new UnitInfo("loaded", "active", "running", "enabled") { Result = "success", StartedAt = Time("11:59:08"), ChangedAt = Time("11:59:08"), TriedAt = Time("11:59:08") });
        infos[0].IsActive.ShouldBeTrue();
        infos[1].Exists.ShouldBeFalse();
        infos[1].ConditionFailed.ShouldBeFalse();
        infos[2].ShouldBe(new UnitInfo("loaded", "inactive", "dead", "disabled") { ConditionFailed = true, TriedAt = Time("11:59:07"), NeedsReload = true, IsLinked = true });
        infos[2].IsEnabled.ShouldBeTrue();
    }

    // 12:00:01 now, the unit was started 53.5 s ago; its host's clock was set in between.
    [Theory]
    [InlineData("Thu 1970-01-01 00:00:09 UTC")]
    [InlineData("Fri 2027-01-15 12:00:00 UTC")]
    public void A_start_that_a_wrong_clock_noted_is_counted_back_from_now(string noted)
    {
        var fact = new UnitFact("a.service");
        var info = (UnitInfo)fact.Kind.Read([fact], ["1768478401 1278977", "LoadState=loaded", $"ActiveEnterTimestamp={noted}", "ActiveEnterTimestampMonotonic=12736270000"])[0];
        info.StartedAt.ShouldBe(Time("12:00:01") - TimeSpan.FromSeconds(53.5));
    }

    [Theory]
    [InlineData("ssh", "ssh.service")]
    [InlineData("data.mount", "data.mount")]
    [InlineData("getty@tty1", "getty@tty1.service")]
    public void A_name_without_a_type_is_a_service(string name, string full) => new Unit(name).UnitName.ShouldBe(full);

    private static (Fact, object) Is(UnitInfo info) => (new UnitFact("consul.service"), info);

    private static (Fact, object) Newest(string path, int seconds) => (new NewestFact(path), new NewestInfo(Cases.Noon.AddSeconds(seconds)));

    private static (Fact, object)[] FileIs(string text) =>
    [
        (new PathFact("/etc/systemd/system/consul.service"), FileThere),
        (new ContentFact("/etc/systemd/system/consul.service", new HostText(Text).Sha256), new ContentInfo(new HostText(text).Sha256, new HostText(text).Bytes.ToArray())),
    ];

    private static DateTimeOffset Time(string time) => DateTimeOffset.Parse($"2026-01-15T{time}Z");
}

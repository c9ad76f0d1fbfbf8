using JamLab.Convergence;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Backup;
using JamLab.Tests.Services.Systemd;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Backup;

/// <summary>What hosts are sent, whole; what all scripts begin with is compared once.</summary>
public sealed class ScriptTests
{
    private static readonly BackupManifest Draft = new("echo", new DateTimeOffset(2026, 11, 23, 3, 14, 59, TimeSpan.Zero), "", "vs0", "nspawn", ["data", "old"]);

    [Fact]
    public void What_all_scripts_share() => Approved.Match(VolumeFunctions.Text, "Script.functions", "sh");

    [Theory]
    [InlineData("command")]
    [InlineData("image")]
    [InlineData("unit")]
    public void A_hook_runs_beside_its_service(string kind) =>
        Match(Scripts(kind switch { "command" => Sample.Command, "image" => Sample.Image, _ => Sample.Unit }).Pack("dump 'all' > /data/dump"), $"Script.pack-{kind}");

    [Fact]
    public void An_export_is_mounted_for_as_long_as_it_is_needed() => Match(Scripts(Sample.Command).PackOnShare(null, "nas0:/srv/my backups", Draft), "Script.pack-on-share");

    [Fact]
    public void What_is_no_volume_any_more_is_left_out() => Match(Scripts(Sample.Command).Unpack(Draft), "Script.unpack");

    [Fact]
    public void A_swap_takes_itself_back() => Match(Scripts(Sample.Command).Swap, "Script.swap");

    [Fact]
    public void Hooks_may_hold_secrets_and_are_never_shown() => $"{Scripts(Sample.Command).Pack("PASSWORD=hunter22 dump")}".ShouldBe("***");

    private static VolumeScripts Scripts(ServiceDefinition definition) => new(Sample.Instance(definition), [new VolumePlace("data", $"/var/lib/jamlab/{definition.Name}/data")]);

    private static void Match(HostText script, string name) =>
        Approved.Match(script.Reveal().Replace(VolumeFunctions.Text, "", StringComparison.Ordinal), name, "sh");
}

using System.Text;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Systemd;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Systemd;

/// <summary>Everything that lies on a host for one version, as it will be reviewed.</summary>
public class SlotTextTests
{
    [Theory]
    [InlineData("command")]
    [InlineData("image")]
    [InlineData("image-in-container")]
    [InlineData("unit")]
    [InlineData("command-without-consul")]
    public void A_slot_is_these_files(string which) => Approved.Match(Text(which switch
    {
        "command" => Sample.Instance(Sample.Command),
        "image" => Sample.Instance(Sample.Image),
        "image-in-container" => Sample.Instance(Sample.Image, site: Sample.Site with { IsContainer = true }),
        "unit" => Sample.Instance(Sample.Unit),
        _ => Sample.Instance(Sample.Command with { Ports = new SortedDictionary<string, int>(StringComparer.Ordinal) { ["http"] = 80 }, Check = new DefinedCheck() }, site: Sample.WithoutConsul),
    }), $"Slot.{which}");

    [Fact]
    public void A_packaged_unit_waits_for_the_export_that_is_mounted_where_its_program_looks_for_it()
    {
        var unit = Sample.Unit with { Volumes = [new DefinedVolume("media", "/srv/media", "nas0:/export/media"), new DefinedVolume("own", "/var/lib/own", null)] };
        var dropIn = Sample.Instance(unit).A.Files.Single(file => file.Content.Reveal().Contains("[Service]", StringComparison.Ordinal)).Content.Reveal();

        dropIn.ShouldContain("[Unit]\nRequiresMountsFor=/srv/media\n[Service]\n");
        UnitText.ShareFolder(unit, unit.Volumes[0]).ShouldBe("/srv/media");
        UnitText.ShareFolder(Sample.Command, unit.Volumes[0]).ShouldBe("/var/lib/jamlab/echo/media");
    }

    [Fact]
    public void The_two_slots_share_no_file_and_no_port()
    {
        var instance = Sample.Instance(Sample.Command);
        instance.A.Files.Append(instance.A.Registration!).Select(file => file.Path).Intersect(instance.B.Files.Append(instance.B.Registration!).Select(file => file.Path)).ShouldBeEmpty();
        instance.A.Slot.Ports.Values.Intersect(instance.B.Slot.Ports.Values).ShouldBeEmpty();
    }

    [Fact]
    public void Only_files_with_secrets_are_hidden_and_nobody_else_reads_them()
    {
        var instance = Sample.Instance(Sample.Command);
        var secret = instance.A.Files.Append(instance.A.Registration!).Where(file => file.Content.IsSecret).ToList();
        secret.Select(file => file.Path).ShouldBe(["/etc/jamlab/services/echo/a/env", "/etc/consul.d/services/jamlab-echo-a.json"]);
        secret.ShouldAllBe(file => (file.Mode & 0b111) == 0);
        instance.A.Files.Where(file => !file.Content.IsSecret).ShouldAllBe(file => !file.Content.Reveal().Contains("<echo/token>"));
    }

    private static string Text(ServiceInstance instance)
    {
        var text = new StringBuilder();
        foreach (var file in instance.A.Files.Concat(instance.A.Registration is { } registration ? [registration] : []))
            text.Append($"--- {file.Path} {Convert.ToString(file.Mode, 8)}{(file.Content.IsSecret ? " secret" : "")}\n{file.Content.Reveal()}\n");
        return text.ToString();
    }
}

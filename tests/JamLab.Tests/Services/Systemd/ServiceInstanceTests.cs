using JamLab.Convergence;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Systemd;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Systemd;

/// <summary>What is done in each situation, and how.</summary>
public class ServiceInstanceTests
{
    private static readonly ServiceInstance Old = Sample.Instance(Sample.Command with { Program = "true" }, "aaaaaaaaaaaa");
    private static readonly ServiceInstance New = Sample.Instance(Sample.Command, "bbbbbbbbbbbb");

    public static TheoryData<string, string?> Situations => new()
    {
        { "as it should be", null },
        { "nothing there", "version: bbbbbbbbbbbb" },
        { "an older version", "version: aaaaaaaaaaaa -> bbbbbbbbbbbb" },
        { "stopped", "state: inactive -> active" },
        { "ill", "health: critical -> passing" },
        { "not in Consul", "/etc/consul.d/services/jamlab-echo-b.json: missing -> not shown since it holds secrets" },
        { "a leftover", "slot a: left by a run that was cut off -> removed" },
        { "not enabled", "starts with the host: no -> yes" },
    };

    [Theory]
    [MemberData(nameof(Situations))]
    public void Each_situation_has_its_difference(string situation, string? first)
    {
        var change = New.Diff(Of(situation));
        change?.Differences[0].ToString().ShouldBe(first ?? "");
        (change is null).ShouldBe(first is null);
    }

    [Fact]
    public void Differences_never_show_secrets()
    {
        foreach (var situation in Situations)
        {
            foreach (var difference in New.Diff(Of(situation.Data.Item1))?.Differences ?? [])
                difference.ToString().ShouldNotContain("<echo/token>");
        }
    }

    [Fact]
    public void The_script_holds_secrets_and_says_so() => New.Diff(Of("nothing there"))!.Script.ToString().ShouldBe("***");

    [Fact]
    public void The_new_version_goes_where_the_old_one_is_not()
    {
        New.Diff(Sample.Facts(New, 'a', Old))!.Script.Reveal().ShouldContain("echo b > /etc/jamlab/services/echo/active");
        New.Diff(Sample.Facts(New, 'b', Old))!.Script.Reveal().ShouldContain("echo a > /etc/jamlab/services/echo/active");
    }

    [Fact]
    public void What_an_earlier_run_started_is_taken_as_it_is()
    {
        var facts = Sample.Facts(New, 'b', Old, other: new SlotInfo('a', "bbbbbbbbbbbb") { HasFolder = true, HasUnit = true, State = "active" });
        New.Diff(facts)!.Script.Reveal().ShouldContain("systemctl start");
        var begun = Sample.Facts(New, 'a', New);
        // The same answers, but that the old slot still counts.
        var now = begun.Get(New.Seen);
        var answers = New.Facts.Distinct().ToDictionary(fact => fact, fact => fact is ServiceFact ? (object)new ServiceInfo('b', now.A, new SlotInfo('b', "aaaaaaaaaaaa") { HasFolder = true, HasUnit = true, State = "active" }, now.Health) : begun.Get((JamLab.Convergence.Facts.ContentFact)fact));
        var script = New.Diff(new HostFacts(answers))!.Script.Reveal();
        script.ShouldNotContain("systemctl start");
        script.ShouldContain("j_well jamlab-echo-a.service 60 || failed");
    }

    [Theory]
    [InlineData("first")]
    [InlineData("side-by-side")]
    [InlineData("one-after-the-other")]
    [InlineData("packaged-unit")]
    [InlineData("mended")]
    [InlineData("removed")]
    public void Scripts_are_these(string which)
    {
        var volume = Sample.Image with { Files = [], Volumes = Sample.Image.Volumes.Take(1).ToList() };
        var unit = Sample.Unit with { Secrets = [] };
        Approved.Match(which switch
        {
            "first" => New.Diff(Of("nothing there"))!.Script.Reveal(),
            "side-by-side" => New.Diff(Of("an older version"))!.Script.Reveal(),
            "one-after-the-other" => Sample.Instance(volume, "bbbbbbbbbbbb") is var wanted ? wanted.Diff(Sample.Facts(wanted, 'a', Sample.Instance(volume with { Program = "nginx:old" }, "aaaaaaaaaaaa")))!.Script.Reveal() : "",
            "packaged-unit" => Sample.Instance(unit, "bbbbbbbbbbbb") is var wanted ? wanted.Diff(Sample.Facts(wanted, 'a', Sample.Instance(unit with { Memory = null }, "aaaaaaaaaaaa")))!.Script.Reveal() : "",
            "removed" => new ServiceAbsent("echo", "vs0").Diff(new HostFacts(new Dictionary<Fact, object> { [InstalledServicesFact.Instance] = new InstalledServices(["echo"]) }))!.Script.Reveal(),
            _ => New.Diff(Sample.Facts(New, 'b', New, slot => slot with { State = "failed" }, isRegistered: false, other: new SlotInfo('a', "") { HasFolder = true }))!.Script.Reveal(),
        }, $"Script.{which}", "sh");
    }

    [Fact]
    public void Functions_are_these() => Approved.Match(ServiceFunctions.Text, "Script.functions", "sh");

    private static HostFacts Of(string situation) => situation switch
    {
        "nothing there" => Sample.Facts(New),
        "an older version" => Sample.Facts(New, 'b', Old),
        "stopped" => Sample.Facts(New, 'b', slot: slot => slot with { State = "inactive" }),
        "ill" => Sample.Facts(New, 'b', health: "critical"),
        "not in Consul" => Sample.Facts(New, 'b', isRegistered: false),
        "a leftover" => Sample.Facts(New, 'b', other: new SlotInfo('a', "") { HasFolder = true }),
        "not enabled" => Sample.Facts(New, 'b', slot: slot => slot with { IsEnabled = false }),
        _ => Sample.Facts(New, 'b'),
    };
}

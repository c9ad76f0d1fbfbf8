using JamLab.Stages.Portal;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Services;
using JamLab.Stages.State;
using JamLab.Tests.Services;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Portal;

public class SurveyTests
{
    private const string Services = """
        web: { group: vs, count: 2, command: x, port: 80, host_names: [web, www.example.org], check: { http: /health } }
        quiet: { group: vs, command: x, port: 81, exposure: none }
        """;

    private static readonly LabSurvey Survey = new(ServiceLab.Of(Services));

    [Fact]
    public void An_answer_stands_at_its_address()
    {
        var services = Survey.Services(
            [new ServiceStatus("web", 2, [new InstanceStatus("vs0", "1", "passing", true)])],
            [new SmokeAnswer(new SmokeQuestion("web", "www.example.org", "https://www.example.org/health"), "10.77.0.120", true, "503 0.01")]);
        services.Select(one => (one.Name, one.Wanted, one.Healthy)).ShouldBe([("web", 2, 1), ("quiet", 1, 0)]);
        services[0].Urls.ShouldBe([new SheetUrl("https://web.lab.internal/health", null, false), new SheetUrl("https://www.example.org/health", "10.77.0.120 answers with status 503", false)]);
        services[1].Instances.ShouldBeNull();
        services[1].Urls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"10.77.0.120:8300\"\n[\"10.77.0.120:8300\"]\n", "vb0 leads; one votes: vb0")]
    [InlineData("\"10.77.0.131:8300\"\n[\"10.77.0.131:8300\",\"10.77.0.120:8300\",\"10.9.9.9:8300\"]\n", "vs1 leads; 3 vote: 10.9.9.9:8300, vb0, vs1")]
    [InlineData("\"\"\n[\"10.77.0.120:8300\"]\n", "there is no leader")]
    [InlineData("", null)]
    [InlineData("Internal error\n[]\n", null)]
    [InlineData("\"10.77.0.120:8300\"\n", null)]
    [InlineData("null\nnull\n", null)]
    public void Consul_is_understood(string answer, string? note) => ConsulQuestion.Read(answer, ServiceLab.Of(Services))?.Note.ShouldBe(note);

    [Fact]
    public void Servers_are_told_from_clients_and_a_silent_consul_from_a_well_one()
    {
        Survey.Base(null).Select(one => $"{one.Title}: {string.Join(' ', one.Hosts)} {one.Note}").ShouldBe(["Name servers:  ", "Proxies: vb0 ", "Consul servers: vb0 no answer in this run"]);
        Survey.Base(new ConsulState("vb0", ["vb0"]))[2].IsWell.ShouldBeTrue();
        Survey.Base(new ConsulState(null, ["vb0"]))[2].IsWell.ShouldBeFalse();
    }

    [Fact]
    public void Machines_that_were_never_made_are_missing_and_those_with_a_disk_only_are_stopped()
    {
        using var root = new TemporaryFolder();
        var machines = new MachineSet(new LabPaths(root.Path, "local", root.Path), ServiceLab.Of(Services));
        Directory.CreateDirectory(Path.Combine(machines.Folder("vs1").Path, "disk", "upper"));
        Survey.Machines(machines).Select(one => $"{one.Name} {one.State}").ShouldBe(["vb0 missing", "vs0 missing", "vs1 stopped", "vs2 missing"]);
    }
}

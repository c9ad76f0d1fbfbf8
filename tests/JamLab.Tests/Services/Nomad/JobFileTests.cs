using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Stages.Services.Nomad.Running;
using JamLab.Tests.Services.Nomad.Api;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Nomad;

public sealed class JobFileTests
{
    private static readonly JobFile File = new("wiki", "environments/home/files/wiki.nomad.hcl", "job \"wiki\" {\n  colour = \"red\"\n}\n", "333333333333");

    public static TheoryData<string, string> Mistakes => new()
    {
        { "input.hcl:2,3-9: Unsupported argument; An argument named \"colour\" is not expected here.", "environments/home/files/wiki.nomad.hcl:2:3: error JAM0451: Nomad cannot read the job of 'wiki': Unsupported argument; An argument named \"colour\" is not expected here." },
        { "input.hcl:1,5-3,2: Missing name", "environments/home/files/wiki.nomad.hcl:1:5: error JAM0451: Nomad cannot read the job of 'wiki': Missing name" },
        {
            "input.hcl:2,3-9: Unsupported argument; First\ninput.hcl:3,1-2: Unsupported block type; Second",
            "environments/home/files/wiki.nomad.hcl:2:3: error JAM0451: Nomad cannot read the job of 'wiki': Unsupported argument; First\nenvironments/home/files/wiki.nomad.hcl:3:1: error JAM0451: Nomad cannot read the job of 'wiki': Unsupported block type; Second"
        },
        { "input.hcl:2,3-9: Invalid expression; Expected, and 2 other diagnostic(s)", "environments/home/files/wiki.nomad.hcl:2:3: error JAM0451: Nomad cannot read the job of 'wiki': Invalid expression; Expected" },
        { "'job' block not found", "environments/home/files/wiki.nomad.hcl:1:1: error JAM0451: Nomad cannot read the job of 'wiki': 'job' block not found" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_in_the_file_is_told_at_its_place(string said, string expected)
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Routes.Parse = text => text == File.Text ? (400, said) : (500, "other text");
        var failure = await Should.ThrowAsync<DiagnosticException>(() => File.ParseAsync(lab.Client, TestLab.Of, default));
        string.Join('\n', failure.Diagnostics).ShouldBe(expected);
        if (said.Contains("other diagnostic"))
            failure.Diagnostics[0].Help.ShouldBe("Nomad found 2 more and tells them when this one is mended");
    }

    [Fact]
    public async Task What_is_wrong_is_underlined()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Routes.Parse = _ => (400, "input.hcl:2,3-9: Unsupported argument; No");
        var failure = await Should.ThrowAsync<DiagnosticException>(() => File.ParseAsync(lab.Client, TestLab.Of, default));
        DiagnosticPrinter.Text(failure.Diagnostics, _ => File.Text.Split('\n'), color: false).ShouldContain("   2 |   colour = \"red\"\n     |   ^^^^^^\n");
    }

    [Fact]
    public async Task A_file_is_deployed_as_Nomad_reads_it_and_known_as_ours()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Routes.Parse = _ => (200, Canonical().ToJsonString());
        lab.Nomad.Scheduler.AllIsWell = true;
        var job = await File.ParseAsync(lab.Client, TestLab.Of, default);
        (await lab.DeployAsync(job)).ShouldBe(NomadOutcome.Deployed);
        (await lab.DeployAsync(job)).ShouldBe(NomadOutcome.Unchanged);
        var status = (await lab.Runtime.StatusAsync(default)).ShouldHaveSingleItem();
        (status.JobId, status.Service, status.Version).ShouldBe(("wiki-of-hcl", "wiki", "333333333333"));
    }

    [Fact]
    public async Task A_job_of_another_namespace_is_not_ours_to_run()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Routes.Parse = _ => (200, """{"ID":"wiki","Namespace":"prod"}""");
        var failure = await Should.ThrowAsync<DiagnosticException>(() => File.ParseAsync(lab.Client, TestLab.Of, default));
        failure.Message.ShouldContain("the job wants the namespace 'prod'");
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("periodic")]
    public async Task A_job_that_runs_in_its_own_time_is_not_waited_for(string kind)
    {
        await using var lab = await TestLab.StartAsync();
        var canonical = Canonical();
        canonical["Type"] = "batch";
        lab.Nomad.Routes.Parse = _ => (200, canonical.ToJsonString());
        if (kind == "periodic")
            lab.Nomad.Fail("POST /v1/jobs", new Fault(200, """{"EvalID":"","JobModifyIndex":12}"""));
        (await lab.DeployAsync(await File.ParseAsync(lab.Client, TestLab.Of, default))).ShouldBe(NomadOutcome.Deployed);
    }

    private static JsonObject Canonical() => new()
    {
        ["ID"] = "wiki-of-hcl",
        ["Name"] = "wiki",
        ["Type"] = "service",
        ["Namespace"] = "default",
        ["Region"] = "global",
        ["Meta"] = null,
        ["Stop"] = false,
        ["Datacenters"] = new JsonArray("lab"),
        ["TaskGroups"] = new JsonArray(new JsonObject
        {
            ["Name"] = "web",
            ["Count"] = 1,
            ["Constraints"] = null,
            ["Update"] = new JsonObject { ["MaxParallel"] = 1, ["AutoRevert"] = true },
            ["Tasks"] = new JsonArray(new JsonObject { ["Name"] = "wiki", ["Driver"] = "podman", ["Config"] = new JsonObject { ["image"] = "localhost/wiki" }, ["Templates"] = null }),
        }),
    };
}

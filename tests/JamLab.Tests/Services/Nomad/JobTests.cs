using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using JamLab.Inventory;
using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Tests.Services.Nomad.Api;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Nomad;

public sealed class JobTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static NomadService Everything { get; } = new("wiki", "0123456789ab", ["vs1", "vs0"])
    {
        Count = 3,
        Distinct = true,
        Image = "localhost/wiki:2",
        Ports = new Dictionary<string, int> { ["http"] = 8080, ["git-ssh"] = 22 },
        RoutedPort = "http",
        Environment = new Dictionary<string, string> { ["LOG"] = "info" },
        Secrets = new Dictionary<string, Secret> { ["DB_PASSWORD"] = new("correct horse battery") },
        Files = [new NomadFile("/etc/wiki.conf", "title = {{ not a template }}\n")],
        Volumes = new Dictionary<string, NomadMount> { ["pages"] = new("/srv/pages"), ["media"] = new("/srv/media", ReadOnly: true) },
        Check = new NomadCheck(HttpPath: "/health") { Interval = TimeSpan.FromSeconds(5) },
        Cpu = 500,
        Memory = 256,
        Update = new NomadUpdate { Parallel = 2, Canary = 1, HealthyWithin = TimeSpan.FromSeconds(90), AutoRevert = false },
    };

    private static NomadService Plain { get; } = new("clock", "ba9876543210", ["vs0"]) { Command = "clock --port $PORT", Ports = new Dictionary<string, int> { ["http"] = 80 }, RoutedPort = "http", Check = new NomadCheck(Command: "clock ask") };

    public static TheoryData<string> Jobs => ["image", "command", "bare", "no-consul"];

    [Theory]
    [MemberData(nameof(Jobs))]
    public void A_service_becomes_a_job(string what)
    {
        var service = what switch { "image" => Everything, "command" => Plain with { Files = [new NomadFile("/srv/a.sh", "#!/bin/sh\n", IsExecutable: true)] }, "no-consul" => Plain with { InConsul = false }, _ => new NomadService("worker", "1", ["vs0"]) { Command = "work" } };
        Approved.Match(NomadJob.Of(service, TestLab.Of).Specification.ToJsonString(Indented) + "\n", $"Job.{what}", "json");
    }

    [Property]
    public void Whatever_secrets_follow_each_other_the_last_are_found_again_and_the_one_in_use_stays(NonEmptyArray<NonEmptyArray<PositiveInt>> history)
    {
        var held = new Dictionary<string, string>();
        NomadSecrets? first = null;
        foreach (var values in history.Get)
        {
            // Names that look like generations are names all the same.
            var secrets = NomadSecrets.Of(values.Get.Select((value, i) => (Name: $"g{i % 3}_KEY_{i}", Value: new Secret($"{value.Get % 3}"))).ToDictionary(one => one.Name, one => one.Value));
            first ??= secrets;
            var (number, isThere) = secrets.Generation(held);
            if (!isThere)
                held = secrets.With(held, number, "{{ .g1_ }}").ToDictionary();
            secrets.Generation(held).ShouldBe((number, true));
            secrets.Changes(secrets.With(new Dictionary<string, string>(), 7, "")).ShouldBeEmpty();
        }

        first!.Generation(held).IsThere.ShouldBeTrue();
    }

    [Fact]
    public void A_job_holds_no_secret() => NomadJob.Of(Everything, TestLab.Of).Specification.ToJsonString().ShouldNotContain("horse");

    [Theory]
    [InlineData(1, 1, 0, 180)]
    [InlineData(4, 1, 0, 540)]
    [InlineData(4, 2, 0, 300)]
    [InlineData(4, 2, 1, 420)]
    public void A_deployment_is_watched_for_as_long_as_its_batches_may_take_both_ways(int count, int parallel, int canary, int seconds) =>
        NomadJob.Of(Plain with { Count = count, Update = new NomadUpdate { Parallel = parallel, Canary = canary } }, TestLab.Of).Limit.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void New_values_are_a_new_generation_and_old_ones_stay_for_the_way_back()
    {
        var held = new Dictionary<string, string>();
        foreach (var (value, number) in new[] { ("one", 1), ("two", 2), ("three", 3) })
            held = Write(held, value, number, "");
        held.Keys.ShouldBe(["g1_KEY", "g2_KEY", "g3_KEY"], ignoreOrder: true);
        Of("two").Generation(held).ShouldBe((2, true));
    }

    [Fact]
    public void A_generation_that_Nomad_runs_outlives_many_that_failed()
    {
        var held = Write([], "good", 1, "");
        for (var i = 2; i < 10; i++)
            held = Write(held, $"bad {i}", i, "{{ .g1_KEY.Value | toJSON }}");
        held["g1_KEY"].ShouldBe("good");
        held.Count.ShouldBe(6);
    }

    [Fact]
    public void Changes_of_secrets_are_told_by_name()
    {
        var held = new Dictionary<string, string> { ["g1_SAME"] = "a", ["g1_OTHER"] = "b", ["g1_GONE"] = "c" };
        var now = NomadSecrets.Of(new Dictionary<string, Secret> { ["SAME"] = new("a"), ["OTHER"] = new("B"), ["NEW"] = new("d") });
        now.Changes(held).ShouldBe([("NEW", "new"), ("OTHER", "changed"), ("GONE", "gone")]);
    }

    [Fact]
    public void A_template_reads_its_own_generation()
    {
        ((string)Of("x").Template("wiki", 12)["EmbeddedTmpl"]!).ShouldBe("{{ with nomadVar \"nomad/jobs/wiki\" }}\nKEY={{ .g12_KEY.Value | toJSON }}\n{{ end }}\n");
    }

    private static NomadSecrets Of(string value) => NomadSecrets.Of(new Dictionary<string, Secret> { ["KEY"] = new(value) });

    private static Dictionary<string, string> Write(Dictionary<string, string> held, string value, int number, string inUse)
    {
        Of(value).Generation(held).ShouldBe((number, false));
        return Of(value).With(held, number, inUse).ToDictionary();
    }
}

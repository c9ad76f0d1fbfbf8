#pragma warning disable CS0649 // Parameters are assigned by the engine.
using Nuke.Common;
using Nuke.Common.Execution;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Engine;

public sealed class JournalTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private sealed class Stages : TestBuild
    {
        [Parameter] internal readonly string? Who;

        [Parameter][Secret] internal readonly string? Token;

        public Target Templates => _ => _.Produces("out/*.img").Executes(Note("Templates"));

        public Target Machines => _ => _.DependsOn(Templates).Consumes(Templates).Executes(Note("Machines"));

        public Target Collected => _ => _.DependsOn(Machines);

        public Target Services => _ => _.DependsOn(Collected).Executes(Note("Services"), () =>
        {
            if (!File.Exists(RootDirectory / "good"))
                throw new IOException("not yet");
        });

        public Target Last => _ => _.DependsOn(Services).Executes(Note("Last"));

        public Target Aside => _ => _.Executes(Note("Aside"));
    }

    private string Run(string arguments) => _bench.Run<Stages>(x => x.Last, arguments).RanInOrder;

    private void FailOnce()
    {
        _bench.Write("out/a.img", "1");
        Run("").ShouldBe("Templates Machines Services");
    }

    [Fact]
    public void Jobs_that_share_an_attempt_run_only_what_they_are_asked_for()
    {
        _bench.Write("out/a.img", "1");
        _bench.Write("good", "");
        Run("Templates --attempt journals --varying who --who a").ShouldBe("Templates");
        Run("Machines --attempt journals --varying who --who b").ShouldBe("Machines");
        Run("Machines --attempt journals --varying who --who c").ShouldBe("Machines");
        Run("Services --attempt journals --varying who --who d").ShouldBe("Services");
        Directory.GetFiles(Path.Combine(_bench.Root, "journals")).Length.ShouldBe(4);
    }

    [Fact]
    public void Without_the_others_journals_a_job_runs_all_that_it_needs()
    {
        _bench.Write("good", "");
        Run("Templates --attempt journals").ShouldBe("Templates");
        Run("Services --attempt others").ShouldBe("Templates Machines Services");
    }

    [Fact]
    public void Jobs_whose_other_parameters_differ_share_no_attempt()
    {
        _bench.Write("good", "");
        Run("Templates --attempt journals --varying token --who a").ShouldBe("Templates");
        Run("Machines --attempt journals --varying token --who b").ShouldBe("Templates Machines");
    }

    [Fact]
    public void A_failed_attempt_is_continued_where_it_failed()
    {
        FailOnce();
        _bench.Write("good", "");
        var run = _bench.Run<Stages>(x => x.Last, "--continue");
        run.RanInOrder.ShouldBe("Services Last");
        run.Outcome.ShouldBe("Templates: Skipped (succeeded in the previous attempt), Machines: Skipped (succeeded in the previous attempt), "
            + "Collected: Skipped (succeeded in the previous attempt), Services: Succeeded, Last: Succeeded");
    }

    [Fact]
    public void Continuing_twice_resumes_more()
    {
        FailOnce();
        Run("--continue").ShouldBe("Services");
        Run("--continue").ShouldBe("Services");
        _bench.Write("good", "");
        Run("--continue").ShouldBe("Services Last");
    }

    [Fact]
    public void Without_continue_everything_runs_again()
    {
        FailOnce();
        _bench.Write("good", "");
        Run("").ShouldBe("Templates Machines Services Last");
    }

    [Fact]
    public void A_success_leaves_nothing_to_continue()
    {
        _bench.Write("good", "");
        Run("").ShouldBe("Templates Machines Services Last");
        File.Exists(_bench.JournalFile).ShouldBeFalse();
        Run("--continue").ShouldBe("Templates Machines Services Last");
    }

    [Theory]
    [InlineData("--who Zed")]
    [InlineData("--token hunter22")]
    public void Another_parameter_runs_everything_again(string argument)
    {
        FailOnce();
        Run($"--continue {argument}").ShouldBe("Templates Machines Services");
    }

    [Fact]
    public void A_changed_parameter_file_runs_everything_again()
    {
        FailOnce();
        _bench.Write(".nuke/parameters.json", """{ "Verbosity": "Quiet" }""");
        Run("--continue").ShouldBe("Templates Machines Services");
    }

    [Fact]
    public void A_changed_artifact_runs_its_consumer_and_what_follows()
    {
        FailOnce();
        _bench.Write("out/a.img", "2");
        Run("--continue").ShouldBe("Machines Services");
    }

    [Fact]
    public void A_new_artifact_counts_too()
    {
        FailOnce();
        _bench.Write("out/b.img", "1");
        Run("--continue").ShouldBe("Machines Services");
    }

    [Fact]
    public void What_depends_on_something_that_runs_again_runs_again()
    {
        FailOnce();
        var lines = File.ReadAllLines(_bench.JournalFile).Where(x => !x.Contains("Templates", StringComparison.Ordinal));
        File.WriteAllLines(_bench.JournalFile, lines);
        Run("--continue").ShouldBe("Templates Machines Services");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json\n{}\n[]\n")]
    [InlineData("{\"target\":\"Templates\",\"inputs\":\"0000\"}\n{\"target\":5,\"inputs\":5}\n{\"target\":\"Mach")]
    public void A_damaged_journal_costs_only_time(string text)
    {
        FailOnce();
        File.WriteAllText(_bench.JournalFile, text);
        Run("--continue").ShouldBe("Templates Machines Services");
    }

    [Fact]
    public void A_secret_is_not_in_the_journal()
    {
        Run("--token hunter22 --who Zed");
        var text = File.ReadAllText(_bench.JournalFile);
        text.ShouldNotContain("hunter22");
        text.ShouldContain("\"target\":\"Templates\"");
        Directory.GetFiles(Path.GetDirectoryName(_bench.JournalFile)!, "build-attempt*").ShouldBe([_bench.JournalFile]);
    }

    [Fact]
    public void A_target_that_was_skipped_then_is_not_resumed_now()
    {
        _bench.Write("out/a.img", "1");
        _bench.Run<Stages>(x => x.Last, "--skip Machines").RanInOrder.ShouldBe("Services");
        Run("--continue").ShouldBe("Templates Machines Services");
    }
}

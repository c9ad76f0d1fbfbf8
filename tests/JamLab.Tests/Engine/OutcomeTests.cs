using Nuke.Common;
using Nuke.Common.Execution;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Engine;

public sealed class OutcomeTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private sealed class Pipeline : TestBuild
    {
        public Target Restore => _ => _.Executes(Note("Restore"));

        public Target Compile => _ => _.DependsOn(Restore).Executes(Note("Compile"));

        public Target Lint => _ => _.Executes(Note("Lint"));

        public Target Test => _ => _.DependsOn(Compile, Lint).Executes(Note("Test"));
    }

    [Theory]
    [InlineData("Test --skip Compile", "Restore: Skipped (because only 'Compile' needs it), Compile: Skipped (because of --skip), Lint: Succeeded, Test: Succeeded")]
    [InlineData("Test --skip", "Restore: Skipped (because of --skip), Compile: Skipped (because of --skip), Lint: Skipped (because of --skip), Test: Succeeded")]
    [InlineData("Test Restore --skip Compile", "Restore: Succeeded, Compile: Skipped (because of --skip), Lint: Succeeded, Test: Succeeded")]
    [InlineData("Test Compile --skip", "Restore: Skipped (because of --skip), Compile: Succeeded, Lint: Skipped (because of --skip), Test: Succeeded")]
    [InlineData("Test --skip Test", "Restore: Succeeded, Compile: Succeeded, Lint: Succeeded, Test: Succeeded")]
    [InlineData("Test --skip lint+compile", "Restore: Skipped (because only 'Compile' needs it), Compile: Skipped (because of --skip), Lint: Skipped (because of --skip), Test: Succeeded")]
    public void Skipped_targets_take_with_them_what_only_they_need(string arguments, string outcome)
    {
        var run = _bench.Run<Pipeline>(null, arguments);
        run.Outcome.ShouldBe(outcome);
        run.ExitCode.ShouldBe(0);
    }

    private sealed class Conditions : TestBuild
    {
        [Parameter] public bool Yes { get; set; }

        public Target Dependency => _ => _.Executes(Note("Dependency"));

        public Target Static => _ => _.DependsOn(Dependency).OnlyWhenStatic(() => Yes).OnlyWhenStatic(() => true).Executes(Note("Static"));

        public Target Dynamic => _ => _.DependsOn(Dependency).OnlyWhenDynamic(() => Ran.Count > 1).Executes(Note("Dynamic"));

        public Target Kept => _ => _.DependsOn(Dependency).OnlyWhenStatic(() => Yes).WhenSkipped(DependencyBehavior.Execute).Executes(Note("Kept"));

        public Target Triggering => _ => _.OnlyWhenDynamic(() => Yes).Triggers(Triggered).Executes(Note("Triggering"));

        public Target Triggered => _ => _.Executes(Note("Triggered"));

        public Target Throws => _ => _.OnlyWhenDynamic(() => int.Parse("x") > 0).Executes(Note("Throws"));

        public Target ThrowsEarly => _ => _.OnlyWhenStatic(() => int.Parse("x") > 0).Executes(Note("ThrowsEarly"));

        public Target All => _ => _.DependsOn(Static, Kept);
    }

    [Theory]
    [InlineData("Static", "Dependency: Skipped (because only 'Static' needs it), Static: Skipped (because not Yes)")]
    [InlineData("Static --yes", "Dependency: Succeeded, Static: Succeeded")]
    [InlineData("Static --yes false", "Dependency: Skipped (because only 'Static' needs it), Static: Skipped (because not Yes)")]
    [InlineData("Dynamic", "Dependency: Succeeded, Dynamic: Skipped (because not Ran.Count > 1)")]
    [InlineData("Kept", "Dependency: Succeeded, Kept: Skipped (because not Yes)")]
    [InlineData("All", "Dependency: Succeeded, Static: Skipped (because not Yes), Kept: Skipped (because not Yes), All: Collective")]
    [InlineData("Triggering", "Triggering: Skipped (because not Yes), Triggered: Skipped (because only 'Triggering' needs it)")]
    [InlineData("Triggering --yes", "Triggering: Succeeded, Triggered: Succeeded")]
    [InlineData("Throws", "Throws: Failed")]
    public void Conditions_decide_before_the_run_or_just_before_the_target(string arguments, string outcome) =>
        _bench.Run<Conditions>(null, arguments).Outcome.ShouldBe(outcome);

    [Fact]
    public void A_static_condition_that_throws_is_told_without_a_stack_trace()
    {
        var run = _bench.Run<Conditions>(null, "ThrowsEarly");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe("error: a condition of target 'ThrowsEarly' could not be asked: The input string 'x' was not in a correct format.\n");
    }

    private sealed class Failing : TestBuild
    {
        public Target Broken => _ => _.Executes(Fails());

        public Target Behind => _ => _.DependsOn(Broken).Executes(Note("Behind"));

        public Target FurtherBehind => _ => _.DependsOn(Behind).Executes(Note("FurtherBehind"));

        public Target Independent => _ => _.After(Broken).Executes(Note("Independent"));

        public Target CleanUp => _ => _.DependsOn(Behind).AssuredAfterFailure().Executes(Note("CleanUp"));

        public Target Tolerated => _ => _.ProceedAfterFailure().Executes(Fails("tolerated"));

        public Target Report => _ => _.DependsOn(Tolerated).Executes(Note("Report"));
    }

    [Theory]
    [InlineData("FurtherBehind", "Broken: Failed, Behind: Skipped (because 'Broken' failed), FurtherBehind: Skipped (because 'Broken' failed)")]
    [InlineData("Broken Independent", "Broken: Failed, Independent: NotRun (because 'Broken' failed)")]
    [InlineData("CleanUp", "Broken: Failed, Behind: Skipped (because 'Broken' failed), CleanUp: Succeeded")]
    [InlineData("CleanUp Independent", "Broken: Failed, Behind: Skipped (because 'Broken' failed), CleanUp: Succeeded, Independent: NotRun (because 'Broken' failed)")]
    [InlineData("Report", "Tolerated: Failed, Report: Succeeded")]
    [InlineData("Tolerated Broken CleanUp", "Tolerated: Failed, Broken: Failed, Behind: Skipped (because 'Broken' failed), CleanUp: Succeeded")]
    public void A_failure_is_the_cause_of_all_that_stands_behind_it(string arguments, string outcome)
    {
        for (var i = 0; i < 50; i++)
        {
            var run = _bench.Run<Failing>(null, arguments);
            run.Outcome.ShouldBe(outcome);
            run.ExitCode.ShouldBe(1);
        }
    }

    private sealed class Together : TestBuild
    {
        private readonly TaskCompletionSource _failed = new();

        public Target Broken => _ => _.Executes(Fails());

        public Target Busy => _ => _.Executes(() => _failed.Task);

        public Target Next => _ => _.After(Broken).Executes(Note("Next"));

        protected internal override void OnTargetFailed(string target) => _failed.SetResult();
    }

    [Fact]
    public void A_failure_lets_running_targets_end_and_starts_no_new_ones()
    {
        for (var i = 0; i < 50; i++)
            _bench.Run<Together>(null, "Broken Busy Next --parallel 2").Outcome.ShouldBe("Broken: Failed, Busy: Succeeded, Next: NotRun (because 'Broken' failed)");
    }

    private sealed class ExitCodes : TestBuild
    {
        public Target Good => _ => _.Executes(() => ExitCode = 7);

        public Target Bad => _ => _.Executes(() =>
        {
            ExitCode = 9;
            throw new InvalidOperationException("bad");
        });

        public Target BadAlone => _ => _.Executes(Fails());
    }

    [Theory]
    [InlineData("Good", 7)]
    [InlineData("Bad", 9)]
    [InlineData("BadAlone", 1)]
    [InlineData("Unknown", 2)]
    public void The_exit_code_tells_the_outcome_unless_the_build_sets_it(string target, int exitCode) =>
        _bench.Run<ExitCodes>(null, target).ExitCode.ShouldBe(exitCode);

    private sealed class Events : TestBuild
    {
        public Target Good => _ => _.Executes(Note("Good!"));

        public Target Bad => _ => _.After(Good).ProceedAfterFailure().Executes(Fails());

        public Target Skipped => _ => _.After(Bad).OnlyWhenDynamic(() => false).Executes(Note("never"));

        protected internal override void OnBuildCreated() => Note("created")();

        protected internal override void OnBuildInitialized() => Note("initialized")();

        protected internal override void OnBuildFinished() => Note("finished")();

        protected internal override void OnTargetRunning(string target) => Note($"running:{target}")();

        protected internal override void OnTargetSucceeded(string target) => Note($"succeeded:{target}")();

        protected internal override void OnTargetFailed(string target) => Note($"failed:{target}")();

        protected internal override void OnTargetSkipped(string target) => Note($"skipped:{target}")();
    }

    [Fact]
    public void The_build_is_told_of_every_step() =>
        _bench.Run<Events>(null, "Good Bad Skipped --parallel 1").RanInOrder
            .ShouldBe("created initialized running:Good Good! succeeded:Good running:Bad failed:Bad skipped:Skipped finished");

    [Fact]
    public void The_output_is_told_of_every_step() =>
        _bench.Run<Events>(null, "Good Bad Skipped --parallel 1").Output.Events
            .ShouldBe(["run started", "Good started", "Good Succeeded", "Bad started", "Bad Failed", "Skipped Skipped", "run finished with 1"]);

    private sealed class Reports : TestBuild
    {
        public Target Build => _ => _.Executes(() =>
        {
            ReportSummary(x => { x["Machines"] = "3"; return x; });
            ReportSummary(x => { x["Machines"] = "4"; x["Changed"] = "0"; return x; });
        });
    }

    [Fact]
    public void A_target_reports_pairs_for_the_summary() =>
        _bench.Run<Reports>(x => x.Build)["Build"].Summary.ShouldBe([new("Machines", "4"), new("Changed", "0")]);

    private sealed class Broken : TestBuild
    {
        public Target A => throw new InvalidOperationException("the getter broke");
    }

    [Fact]
    public void A_bug_in_the_build_is_told_in_words()
    {
        var run = _bench.Run<Broken>(null);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe("error: the getter broke\n");
    }

    [Fact]
    public void A_failure_names_each_cause_once() =>
        Failures.Describe(new InvalidOperationException("outer", new AggregateException(new IOException("inner", new IOException("inner"))))).ShouldBe("outer: inner");
}

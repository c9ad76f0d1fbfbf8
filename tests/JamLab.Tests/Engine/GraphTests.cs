using Nuke.Common;
using Nuke.Common.Execution;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Engine;

public sealed class GraphTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private sealed class Chain : TestBuild
    {
        public Target A => _ => _.Executes(Note("A"));

        public Target B => _ => _.DependsOn(A).Executes(Note("B"));

        public Target C => _ => _.DependsOn(B).Executes(Note("C"));

        public Target Other => _ => _.Executes(Note("Other"));
    }

    [Theory]
    [InlineData("", "A B C")]
    [InlineData("A", "A")]
    [InlineData("B", "A B")]
    [InlineData("c", "A B C")]
    [InlineData("Other A --parallel 1", "Other A")]
    [InlineData("A Other --parallel 1", "A Other")]
    [InlineData("A+Other --parallel 1", "A Other")]
    [InlineData("--target A Other --parallel 1", "A Other")]
    [InlineData("--target A+Other --parallel 1", "A Other")]
    [InlineData("--TARGET=A", "A")]
    [InlineData("-target A", "A")]
    public void Targets_run_after_what_they_depend_on(string arguments, string order)
    {
        var run = _bench.Run<Chain>(x => x.C, arguments);
        run.Error.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
        run.RanInOrder.ShouldBe(order);
    }

    private sealed class AllEdges : TestBuild
    {
        public Target Depends => _ => _.DependsOn(First).Executes(Note("Depends"));

        public Target First => _ => _.Executes(Note("First"));

        public Target For => _ => _.DependentFor(Last).Executes(Note("For"));

        public Target Last => _ => _.Executes(Note("Last"));

        public Target Early => _ => _.Before(Late).Executes(Note("Early"));

        public Target Late => _ => _.Executes(Note("Late"));

        public Target Follows => _ => _.After(Late).Executes(Note("Follows"));

        public Target Trigger => _ => _.Triggers(Triggered).Executes(Note("Trigger"));

        public Target Triggered => _ => _.Executes(Note("Triggered"));

        public Target Echo => _ => _.TriggeredBy(Follows).Executes(Note("Echo"));

        public Target Between => _ => _.After(Trigger).Before(First);
    }

    [Theory]
    [InlineData("Depends", "First Depends")]
    [InlineData("Last", "For Last")]
    [InlineData("Early", "Early")]
    [InlineData("Late Early", "Early Late")]
    [InlineData("Follows Late", "Late Follows Echo")]
    [InlineData("Trigger", "Trigger Triggered")]
    [InlineData("Follows", "Follows Echo")]
    [InlineData("First Trigger --skip Triggered", "Trigger First")]
    public void Every_kind_of_edge_orders_targets(string arguments, string order) =>
        _bench.Run<AllEdges>(null, arguments).RanInOrder.ShouldBe(order);

    private sealed class Cyclic : TestBuild
    {
        public Target Zebra => _ => _.DependsOn(Apple);

        public Target Mango => _ => _.DependsOn(Zebra);

        public Target Apple => _ => _.After(Mango);

        public Target Self => _ => _.DependsOn(Self);

        public Target Fine => _ => _.Executes(Note("Fine"));
    }

    [Fact]
    public void A_cycle_is_told_from_its_first_name_and_nothing_runs()
    {
        var run = _bench.Run<Cyclic>(x => x.Fine);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBe("""
            error: targets wait for each other: Apple -> Mango -> Zebra -> Apple
            error: targets wait for each other: Self -> Self

            """);
        run.Ran.ShouldBeEmpty();
    }

    private sealed class Foreign : TestBuild
    {
        private static readonly Target Loose = _ => _;

        public Target A => _ => _.DependsOn(Loose);
    }

    [Fact]
    public void A_target_that_is_no_property_cannot_be_named() =>
        _bench.Run<Foreign>(x => x.A).Error.ShouldBe("error: target 'A' names a target that is not a property of the build or of its components\n");

    private sealed class Captures : TestBuild
    {
        public Target A
        {
            get
            {
                var name = "A";
                return _ => _.Executes(Note(name));
            }
        }

        public Target B => _ => _.DependsOn(A).Executes(Note("B"));
    }

    [Fact]
    public void A_target_whose_lambda_captures_a_local_can_be_named() =>
        _bench.Run<Captures>(x => x.B).RanInOrder.ShouldBe("A B");

    private sealed class Asynchronous : TestBuild
    {
        public Target Awaited => _ => _.Executes(async () =>
        {
            await Task.Yield();
            Note("awaited")();
        });

        public Target WithResult => _ => _.DependsOn(Awaited).Executes(async () =>
        {
            await Task.Yield();
            Note("result")();
            return 42;
        });

        public Target Function => _ => _.DependsOn(WithResult).Executes(() => Noted("function"));

        public Target Several => _ => _.DependsOn(Function).Executes(Note("1"), Note("2")).Executes(Note("3"));

        private int Noted(string name)
        {
            Note(name)();
            return name.Length;
        }
    }

    [Fact]
    public void Actions_of_every_kind_are_awaited_in_order() =>
        _bench.Run<Asynchronous>(x => x.Several).RanInOrder.ShouldBe("awaited result function 1 2 3");

    private sealed class LateFailure : TestBuild
    {
        public Target A => _ => _.Executes(async () =>
        {
            await Task.Yield();
            return Guid.Parse("not one");
        });
    }

    [Fact]
    public void A_failure_after_an_await_fails_the_target()
    {
        var run = _bench.Run<LateFailure>(x => x.A);
        run.ExitCode.ShouldBe(1);
        run.Status("A").ShouldBe(ExecutionStatus.Failed);
    }

    private sealed class Bare : TestBuild
    {
        public Target All => _ => _.DependsOn(Part);

        public Target Part => _ => _.Executes(Note("Part"));
    }

    [Fact]
    public void A_target_without_actions_is_collective() =>
        _bench.Run<Bare>(x => x.All).Outcome.ShouldBe("Part: Succeeded, All: Collective");

    private sealed class Meets : TestBuild
    {
        private readonly Barrier _barrier = new(2);

        public Target Left => _ => _.Executes(Meet);

        public Target Right => _ => _.Executes(Meet);

        public Target Both => _ => _.DependsOn(Left, Right).Executes(Note("Both"));

        private void Meet() => _barrier.SignalAndWait(TimeSpan.FromSeconds(10)).ShouldBeTrue();
    }

    [Fact]
    public void Targets_without_an_edge_between_them_run_side_by_side()
    {
        for (var i = 0; i < 50; i++)
            _bench.Run<Meets>(x => x.Both, "--parallel 2").RanInOrder.ShouldBe("Both");
    }

    private sealed class Alone : TestBuild
    {
        private int _running;

        public Target A => _ => _.Executes(Enter);

        public Target B => _ => _.Executes(Enter);

        public Target C => _ => _.Executes(Enter);

        private void Enter()
        {
            Interlocked.Increment(ref _running).ShouldBe(1);
            Thread.Yield();
            Interlocked.Decrement(ref _running);
        }
    }

    [Fact]
    public void Parallel_1_runs_one_target_at_a_time()
    {
        for (var i = 0; i < 50; i++)
            _bench.Run<Alone>(null, "A B C --parallel 1").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Nothing_asked_and_no_default_runs_nothing() =>
        _bench.Run<Chain>(null).Outcome.ShouldBeEmpty();

    [Fact]
    public void The_build_knows_its_targets()
    {
        var run = _bench.Run<Chain>(x => x.C, "B");
        run.Build!.InvokedTargets.Select(x => x.Name).ShouldBe(["B"]);
        run.Build.InvokedTargets.Contains(((Chain)run.Build).B).ShouldBeTrue();
        run.Build.SucceededTargets.Select(x => x.Name).ShouldBe(["A", "B"]);
        run.Build.IsSucceeding.ShouldBeTrue();
        run.Build.IsFinished.ShouldBeTrue();
        run["C"].IsDefault.ShouldBeTrue();
    }
}

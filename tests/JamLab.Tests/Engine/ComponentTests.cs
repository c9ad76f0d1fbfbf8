using Nuke.Common;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Engine;

public sealed class ComponentTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private interface INotes : INukeBuild
    {
        void Say(string text);
    }

    private interface IClean : INotes
    {
        Target Clean => _ => _.Description("Cleans").Executes(() => Say("Clean"));
    }

    [ParameterPrefix("DockerPrefix")]
    private interface IPack : INotes
    {
        [Parameter] string Registry => TryGetValue(() => Registry) ?? "none";

        [Parameter] int? Level => TryGetValue<int?>(() => Level);

        Target Pack => _ => _.TryDependsOn<IClean>().TryAfter<IAbsent>(x => x.Absent).Executes(() => Say($"Pack:{Registry}:{Level}"));
    }

    private interface IAbsent : INotes
    {
        Target Absent => _ => _.Executes(() => Say("Absent"));
    }

    private interface ITwo : INotes
    {
        Target One => _ => _.Executes(() => Say("One"));

        Target Two => _ => _.DependsOn(One).Executes(() => Say("Two"));
    }

    private abstract class Base : TestBuild, INotes
    {
        public void Say(string text) => Note(text)();

        public virtual Target Virtual => _ => _.Description("The base's").Executes(() => Say("base"));
    }

    private sealed class Full : Base, IClean, IPack, ITwo
    {
        public override Target Virtual => _ => _.Base().DependsOn<IClean>().Executes(() => Say("override"));

        Target ITwo.Two => _ => _.Inherit<ITwo>(x => x.Two).Executes(() => Say("more"));

        public Target All => _ => _.DependsOn<IPack>().DependsOn<ITwo>(x => x.Two).Executes(() => Say("All"));
    }

    [Theory]
    [InlineData("All", "Clean Pack:none: One Two more All")]
    [InlineData("Virtual", "Clean base override")]
    [InlineData("Two", "One Two more")]
    [InlineData("Pack --docker-registry ghcr.io --docker-level 9", "Clean Pack:ghcr.io:9")]
    public void Components_bring_targets_and_parameters(string arguments, string order)
    {
        var run = _bench.Run<Full>(null, arguments + " --parallel 1");
        run.Error.ShouldBeEmpty();
        run.RanInOrder.ShouldBe(order);
    }

    [Fact]
    public void A_description_is_inherited() => _bench.Run<Full>(null)["Virtual"].Description.ShouldBe("The base's");

    private sealed class Lone : Base, IPack
    {
        public Target Needs => _ => _.DependsOn<IAbsent>();
    }

    [Fact]
    public void A_component_that_the_build_lacks_is_named() =>
        _bench.Run<Lone>(x => x.Needs).Error
            .ShouldBe("error: target 'Needs' names a target of 'IAbsent', which 'Lone' does not implement: implement it, or use the Try form\n");

    private sealed class Vague : Base, ITwo
    {
        public Target Needs => _ => _.DependsOn<ITwo>();
    }

    [Fact]
    public void A_component_of_several_targets_must_be_named_with_one() =>
        _bench.Run<Vague>(x => x.Needs).Error
            .ShouldBe("error: target 'Needs' names the component 'ITwo' without a target, but it has 2 (One, Two): write x => x.One\n");

    private sealed class Baseless : Base
    {
        public Target Go => _ => _.Base();
    }

    [Fact]
    public void Base_without_a_base_is_told() =>
        _bench.Run<Baseless>(x => x.Go).Error
            .ShouldBe("error: target 'Go' calls Base(), but 'Baseless' overrides nothing: for a component's target use Inherit<T>()\n");

    private sealed class Middle : Base
    {
        private static Target Common => _ => _.Description("common");

        public Target Go => _ => _.Inherit(Common).Unlisted().Partition(3).Executes(() => Say("Go"));
    }

    [Fact]
    public void Any_definition_can_be_inherited()
    {
        var go = _bench.Run<Middle>(x => x.Go)["Go"];
        go.Description.ShouldBe("common");
        go.Listed.ShouldBeFalse();
    }

    private sealed class Artifacts : Base, IClean
    {
        public Target Make => _ => _.Produces("out/*.qcow2", "out/manifest.json");

        public Target Use => _ => _.Consumes(Make);

        public Target UseSome => _ => _.Consumes(Make, "out/manifest.json").Consumes<IClean>("z");

        public Target UseTyped => _ => _.Consumes<Artifacts>(x => x.Make).Consumes<Artifacts>(x => x.Make, "x").Consumes<IClean>("y");
    }

    [Fact]
    public void Consuming_names_artifacts_and_orders_nothing()
    {
        var run = _bench.Run<Artifacts>(x => x.Use);
        run.Outcome.ShouldBe("Use: Collective");
        string Consumed(string target) => string.Join("; ", run[target].ArtifactDependencies.Select(x => $"{x.Producer}: {string.Join(' ', x.Artifacts)}"));
        Consumed("Use").ShouldBe("Make: out/*.qcow2 out/manifest.json");
        Consumed("UseSome").ShouldBe("Make: out/manifest.json; Clean: z");
        Consumed("UseTyped").ShouldBe("Make: out/*.qcow2 out/manifest.json; Make: x; Clean: y");
    }
}

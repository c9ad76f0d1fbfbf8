using JamLab.Stages.Plans;
using JamLab.Stages.Provisioning;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Plans;

public sealed class AnnotationTests
{
    [Fact]
    public void They_stand_where_the_inventory_says_it_and_losses_come_first() =>
        Approved.Match(string.Join('\n', PlanAnnotations.Of([SamplePlans.Home, SamplePlans.Local, SamplePlans.Broken]).Select(Shown)) + "\n", "annotations");

    [Fact]
    public void There_are_never_more_than_one_request_takes()
    {
        var plan = SamplePlans.Home with { Hosts = [.. Enumerable.Range(1, 500).Select(n => new PlanHost($"h{n}") { Place = SamplePlans.At("home", n), Problem = "no answer" })] };
        var all = PlanAnnotations.Of([plan]);
        all.Count.ShouldBe(50);
        all[0].Title.ShouldContain("would lose data");
        all[^1].Title.ShouldEndWith("more places");
        all[^1].Message.ShouldContain("environments/home/inventory.yml:50: h50 could not be asked");
    }

    [Fact]
    public void Machines_of_one_range_share_one()
    {
        var plan = SamplePlans.Local with { Machines = [.. Enumerable.Range(0, 9).Select(n => new PlanMachine($"vs{n}", MachineAction.Replace, true, "x") { Place = SamplePlans.At("local", 7) })] };
        var one = PlanAnnotations.Of([plan]).ShouldHaveSingleItem();
        one.Title.ShouldBe("vs0, vs1 and 7 more would lose data");
        one.Level.ShouldBe(AnnotationLevel.Warning);
        one.Message.Split('\n').Length.ShouldBe(9);
    }

    [Fact]
    public void Long_texts_are_cut_to_what_GitHub_takes()
    {
        var plan = SamplePlans.Local with { Diagnostics = [new(new string('t', 400), true, string.Concat(Enumerable.Repeat("\U0001F600", 20_000)))] };
        var one = PlanAnnotations.Of([plan])[0];
        one.Title.Length.ShouldBeLessThanOrEqualTo(255);
        System.Text.Encoding.UTF8.GetByteCount(one.Message).ShouldBeLessThan(64_000);
        one.Path.ShouldBe("environments/local/inventory.yml");
    }

    private static string Shown(PlanAnnotation one) => $"{one.Path}:{one.Line}:{one.Column}-{one.EndLine}:{one.EndColumn} {one.Level}: {one.Title}\n    {one.Message.Replace("\n", "\n    ", StringComparison.Ordinal)}";
}

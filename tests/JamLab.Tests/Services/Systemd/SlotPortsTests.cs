using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JamLab.Stages.Services.Systemd;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Systemd;

public class SlotPortsTests
{
    private static readonly Gen<(string, IEnumerable<string>)[]> Any =
        from numbers in Gen.Choose(1, 10_000).ListOf()
        from ports in Gen.Choose(1, 3)
        select numbers.Distinct().Take(200).Select(number => ($"s{number}", (IEnumerable<string>)Enumerable.Range(0, ports).Select(port => $"p{port}").ToList())).ToArray();

    [Property(MaxTest = 60)]
    public Property No_two_have_the_same_port_and_all_are_in_range() => Prop.ForAll(Any.ToArbitrary(), services =>
    {
        var ports = SlotPorts.Assign(services).Values.ToList();
        ports.Distinct().Count().ShouldBe(ports.Count);
        ports.ShouldAllBe(port => port >= 20000 && port <= 29999);
        ports.Count.ShouldBe(services.Sum(one => one.Item2.Count()) * 2);
    });

    [Property(MaxTest = 60)]
    public Property They_do_not_depend_on_the_order_of_services() => Prop.ForAll(Any.ToArbitrary(), services =>
        SlotPorts.Assign(services.Reverse()).OrderBy(one => one.Key).ShouldBe(SlotPorts.Assign(services).OrderBy(one => one.Key)));

    // Kept for ever: other numbers would make every service of every lab change its port.
    [Fact]
    public void They_are_these() =>
        SlotPorts.Assign([("echo", ["http"]), ("web", ["http"])]).OrderBy(one => one.Key).Select(one => $"{one.Key.Service} {one.Key.Slot} {one.Value}").ShouldBe(["echo a 22675", "echo b 23887", "web a 21543", "web b 21815"]);

    [Fact]
    public void A_full_host_still_has_a_port_for_each() =>
        SlotPorts.Assign(Enumerable.Range(0, 5000).Select(i => ($"s{i}", (IEnumerable<string>)["http"]))).Values.Distinct().Count().ShouldBe(10_000);
}

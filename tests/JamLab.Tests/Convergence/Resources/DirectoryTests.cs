using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Resources;
using Shouldly;
using Xunit;
using Directory = JamLab.Convergence.Resources.Directory;

namespace JamLab.Tests.Convergence.Resources;

public class DirectoryTests
{
    [Fact]
    public void One_that_a_package_may_bring_gets_its_rights_whoever_made_it()
    {
        var directory = new Directory("/etc/consul.d") { Mode = 0b111_101_000, Group = "consul" };
        var facts = new HostFacts(new Dictionary<Fact, object> { [new PathFact("/etc/consul.d")] = PathInfo.Missing });
        directory.Diff(facts)!.Script.Reveal().ShouldBe("mkdir -p -m 00750 /etc/consul.d\nchown -h root:consul /etc/consul.d\n");

        facts.Take(new Change(new Package("consul"), [], "") { BringsPackages = true });
        directory.Diff(facts)!.Script.Reveal().ShouldBe("mkdir -p /etc/consul.d\nchown -h root:consul /etc/consul.d\nchmod 00750 /etc/consul.d\n");
        new Directory("/etc/consul.d").Diff(facts)!.Script.Reveal().ShouldBe("mkdir -p /etc/consul.d\nchown -h root:root /etc/consul.d\nchmod 00755 /etc/consul.d\n");
    }
}

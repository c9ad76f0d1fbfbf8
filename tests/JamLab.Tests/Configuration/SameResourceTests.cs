using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Stages.Configuration;
using Shouldly;
using Xunit;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Configuration;

public class SameResourceTests
{
    public static TheoryData<Resource, Resource, bool> Pairs => new()
    {
        { new Package("curl"), new Package("curl"), true },
        { new Package("curl"), new Package("curl") { Version = "7.*" }, false },
        { new PackageRepository("hashicorp", "https://one"), new PackageRepository("hashicorp", "https://one"), true },
        { new PackageRepository("hashicorp", "https://one"), new PackageRepository("hashicorp", "https://other"), false },
        { new PackageRepository("hashicorp", "https://one"), new PackageRepository("hashicorp", "https://one") { Components = ["main", "test"] }, false },
        { new Unit("one") { DropIns = new Dictionary<string, HostText> { ["a"] = "[Unit]\n" } }, new Unit("one") { DropIns = new Dictionary<string, HostText> { ["a"] = "[Unit]\n" } }, true },
        { new Unit("one") { DropIns = new Dictionary<string, HostText> { ["a"] = "[Unit]\n" } }, new Unit("one") { DropIns = new Dictionary<string, HostText> { ["a"] = "[Service]\n" } }, false },
        { new File("/etc/motd", "hello"), new File("/etc/motd", "hello"), true },
        { new File("/etc/motd", "hello"), new File("/etc/motd", "bye"), false },
        { new Directory("/srv"), new File("/srv", ""), false },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Resources_are_the_same_when_all_that_was_said_is(Resource left, Resource right, bool same) => SameResource.Are(left, right).ShouldBe(same);
}

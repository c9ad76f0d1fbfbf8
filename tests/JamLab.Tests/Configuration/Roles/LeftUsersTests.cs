using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Stages.Configuration.Roles.Base;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Roles;

public class LeftUsersTests
{
    [Theory]
    [InlineData("ada\nbob\n", "")]
    [InlineData("bob\n", "accounts on record")]
    [InlineData(null, "accounts on record")]
    [InlineData("ada\nbob\ncarl\ndora\n", "carl: there -> removed; dora: there -> removed")]
    [InlineData("ada\nbob\nroot\njamlab\n", "accounts on record")]
    public void Who_is_on_record_and_no_longer_wanted_goes(string? recorded, string differences) =>
        string.Join("; ", Diff(recorded)?.Differences ?? []).ShouldBe(differences);

    [Fact]
    public void The_record_changes_only_when_they_are_gone()
    {
        var script = Diff("ada\nbob\ncarl.x\n")!.Script.Reveal();
        script.IndexOf("userdel carl.x\n", StringComparison.Ordinal).ShouldBeLessThan(script.IndexOf("mv -f", StringComparison.Ordinal));
        script.ShouldContain("rm -f /etc/sudoers.d/jamlab-carl_x\n");
        script.ShouldContain("ada\nbob");
    }

    private static Change? Diff(string? recorded)
    {
        var resource = new LeftUsers(["bob", "ada"], "jamlab");
        var info = recorded is null ? ContentInfo.Missing : new ContentInfo("00", Encoding.UTF8.GetBytes(recorded));
        return resource.Diff(new HostFacts(new Dictionary<Fact, object> { [resource.Facts.Single()] = info }));
    }
}

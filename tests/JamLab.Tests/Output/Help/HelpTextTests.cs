using JamLab.Tests.Support;
using Nuke.Common.Output;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Help;

public class HelpTextTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    public void Help_fits_the_window(int width)
    {
        var text = HelpText.Create(new SampleBuild.Members(), new SampleBuild().Targets, SampleBuild.Parameters, width);
        Approved.Match(text, $"help-{width}");
        text.Split('\n').ShouldAllBe(l => l.Length < width);
        text.ShouldNotContain("hunter22");
    }

    [Fact]
    public void Colours_change_nothing_else()
    {
        string Help(bool colors) => HelpText.Create(null, new SampleBuild().Targets, SampleBuild.Parameters, 80, colors);
        Ansi.Clean(Help(true).Replace("\n", "¶", StringComparison.Ordinal), keepColors: false).ShouldBe(Help(false).Replace("\n", "¶", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DryRun", "--dry-run")]
    [InlineData("Skip", "--skip")]
    [InlineData("UseSSHKey", "--use-ssh-key")]
    [InlineData("IPv6Only", "--i-pv6-only")]
    public void A_name_is_typed_with_dashes(string name, string dashed) => ParameterText.Dashed(name).ShouldBe(dashed);
}

using JamLab.Stages.State;
using Shouldly;
using Xunit;

namespace JamLab.Tests.State;

public class LabPathsTests
{
    [Theory]
    [InlineData("JAMLAB_CACHE=/big/jamlab XDG_CACHE_HOME=/xdg HOME=/home/jam", "/big/jamlab/templates")]
    [InlineData("XDG_CACHE_HOME=/xdg HOME=/home/jam", "/xdg/jamlab/templates")]
    [InlineData("HOME=/home/jam", "/home/jam/.cache/jamlab/templates")]
    [InlineData("JAMLAB_CACHE= XDG_CACHE_HOME= HOME=/home/jam", "/home/jam/.cache/jamlab/templates")]
    [InlineData("", "/root/.cache/jamlab/templates")]
    public void Templates_lie_in_the_users_cache(string environment, string templates)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        LabPaths.For("/repo", "local", name => variables.GetValueOrDefault(name)).Templates.ShouldBe(templates);
    }

    [Fact]
    public void State_lies_in_the_environment() => LabPaths.For("/repo", "home", _ => null).State.ShouldBe("/repo/environments/home/.state");
}

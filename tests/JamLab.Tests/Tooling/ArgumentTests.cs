using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tooling;

public class ArgumentTests
{
    private static readonly string Spaced = "a b";
    private static readonly string Plain = "ab";

    [Fact]
    public void Values_with_spaces_are_quoted() => Text($"-x {Spaced} {Plain}").ShouldBe("-x \"a b\" ab");

    [Fact]
    public void An_empty_value_stays_an_argument() => Text($"-x {""}").ShouldBe("-x \"\"");

    [Fact]
    public void Quoted_values_stay_as_they_are() => Text($"{"\"a b\""} {"'a b'"}").ShouldBe("\"a b\" 'a b'");

    [Fact]
    public void Quotes_can_be_left_out() => Text($"{Spaced:nq}").ShouldBe("a b");

    [Fact]
    public void A_whole_string_is_taken_as_it_is() => Text("log -1 \"x y\"").ShouldBe("log -1 \"x y\"");

    [Fact]
    public void Paths_are_quoted_if_need_be()
    {
        AbsolutePath path = "/a b";
        AbsolutePath[] several = ["/a", "/b c"];
        Text($"-f {path} {path:nq} {several}").ShouldBe("-f \"/a b\" /a b /a \"/b c\"");
    }

    [Fact]
    public void Numbers_and_switches_print_invariantly() => Text($"{1.5} {42:X} {true}").ShouldBe("1.5 2A True");

    [Fact]
    public void The_longest_secret_is_masked_first()
    {
        ArgumentStringHandler handler = $"{"pass":r} {"password":r} {"":r}";
        handler.GetFilter()("a password, a pass").ShouldBe("a ***, a ***");
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a\\b", "a\\b")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a b\\", "\"a b\\\\\"")]
    [InlineData("a\\\" b", "\"a\\\\\\\" b\"")]
    public void An_argument_is_quoted_for_the_process(string argument, string expected) => CommandLine.Quote(argument).ShouldBe(expected);

    private static string Text(ArgumentStringHandler handler) => handler.ToStringAndClear();
}

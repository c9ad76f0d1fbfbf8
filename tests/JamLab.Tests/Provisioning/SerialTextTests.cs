using FsCheck.Xunit;
using JamLab.Stages.Provisioning.Machines;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Provisioning;

public class SerialTextTests
{
    [Theory]
    [InlineData("[\u001b[0;32m  OK  \u001b[0m] Started ssh.service.\r\n", "[  OK  ] Started ssh.service.\n")]
    [InlineData("\u001b[2J\u001b[1;1Hlogin:", "login:")]
    [InlineData("\u001b[?2004hprompt", "prompt")]
    [InlineData("\u001b]0;a title\u0007text", "text")]
    [InlineData("\u001b]8;;http://example.org\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u001bcreset", "reset")]
    [InlineData("\u001b(Bplain\u001b7\u001b8", "plain")]
    [InlineData("eight bits \u009b31mred\u009d0;title\u009c.", "eight bits red.")]
    [InlineData("bell\u0007 backspace\b nul\0 delete\u007f", "bell backspace nul delete")]
    [InlineData("a sequence in a sequence \u001b\u001b[31m[31mx", "a sequence in a sequence [31mx")]
    [InlineData("cut off \u001b[31", "cut off 31")]
    [InlineData("right to left \u202etxt.exe", "right to left txt.exe")]
    [InlineData("tab\tand umlaut ä stay", "tab\tand umlaut ä stay")]
    public void What_a_guest_says_is_safe_to_print(string said, string shown) => SerialText.Clean(said).ShouldBe(shown);

    [Property(MaxTest = 500)]
    public bool Nothing_that_steers_a_terminal_is_left(string[] pieces)
    {
        var hostile = string.Join("\u001b[", pieces.Select(piece => piece ?? "\u001b]")) + "\u001bP\u009b";
        return !SerialText.Clean(hostile).Any(c => char.IsControl(c) && c is not ('\n' or '\t'));
    }
}

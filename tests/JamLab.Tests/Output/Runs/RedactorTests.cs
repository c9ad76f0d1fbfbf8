using System.Text;
using FsCheck.Xunit;
using Nuke.Common.Output;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Runs;

public class RedactorTests
{
    private const string Secret = "s3cr\"et/p'ä ss+w";
    private readonly Redactor redactor = new();

    public static TheoryData<string> Forms => new(
        Secret,
        System.Text.Json.JsonSerializer.Serialize(Secret),
        Uri.EscapeDataString(Secret),
        Uri.EscapeDataString(Secret).Replace("%20", "+", StringComparison.Ordinal),
        System.Net.WebUtility.UrlEncode(Secret),
        $"'{Secret.Replace("'", @"'\''", StringComparison.Ordinal)}'",
        Base64(Secret),
        Base64(Secret + "\n"));

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_hidden_in_every_form(string text)
    {
        redactor.Register(Secret);
        var shown = redactor.Redact($"before {text} after");
        shown.ShouldStartWith("before ");
        shown.ShouldEndWith(" after");
        shown.ShouldContain("***");
        shown.Length.ShouldBeLessThan("before after".Length + 12);
    }

    [Theory]
    [InlineData("admin:")]
    [InlineData("root:x")]
    [InlineData("a:")]
    public void A_secret_inside_longer_base64_is_hidden(string user)
    {
        redactor.Register("correct horse");
        redactor.Redact($"Authorization: Basic {Base64(user + "correct horse")}").ShouldContain("***");
    }

    [Fact]
    public void Overlapping_secrets_leave_no_rest()
    {
        redactor.Register("abcd");
        redactor.Register("cdef");
        redactor.Redact("-abcdef-abcd-").ShouldBe("-***-***-");
    }

    [Fact]
    public void The_longer_of_two_secrets_is_hidden_as_a_whole()
    {
        redactor.Register("token");
        redactor.Register("token-with-more");
        redactor.Redact("token-with-more").ShouldBe("***");
    }

    [Fact]
    public void A_secret_of_many_lines_is_hidden_line_by_line()
    {
        redactor.Register("-----BEGIN KEY-----\nb3BlbnNzaC1rZXk\nshort\n-----END KEY-----\n");
        redactor.Redact("  b3BlbnNzaC1rZXk").ShouldBe("  ***");
        redactor.Redact("a short line").ShouldBe("a short line");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("  a  ")]
    public void What_is_too_short_is_left_alone(string? secret)
    {
        redactor.Register(secret);
        redactor.Redact("abc  a  ").ShouldBe("abc  a  ");
    }

    [Fact]
    public void Without_secrets_the_text_itself_comes_back()
    {
        var text = new string('x', 10);
        redactor.Redact(text).ShouldBeSameAs(text);
    }

    [Property]
    public bool No_registered_secret_survives(string[] secrets, string before, string after)
    {
        var all = new Redactor();
        var kept = (secrets ?? []).Where(s => s is not null && s.Trim().Length >= 4 && !s.Contains('\n') && !s.Contains('*')).Select(s => s.Trim()).ToList();
        kept.ForEach(all.Register);
        return kept.TrueForAll(s => !all.Redact(before + s + after).Contains(s, StringComparison.Ordinal));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

using FsCheck;
using FsCheck.Fluent;

namespace JamLab.Tests.Plans;

/// <summary>What a host, a file or a branch could say to break out of its place.</summary>
public sealed record HostileText(string Value)
{
    private static readonly string[] Pieces =
    [
        "`", "``", "```", "```` ", "\n```\n", "~~~", "</details>", "</summary>", "</code>", "<!--", "-->", "<script>", "<img src=x onerror=y>", "@jam", "@org/team", "#12", "jam/lab#7", "GH-1",
        "::set-output name=a::b", "\n::error::", "  ::stop-commands::x", "##[error]", "\n##[group]", "${{ github.token }}", "\r", "\n", "\r\n", "\0", "\u001b[31m", "\u202e", "\u2066", "\u200b", "\u2028", "\u0085",
        "\U0001F600", "\ud800", "\udc00", "\\u{1b}", "\\u{", "\\", "|", "    ", "\t", " ", "a", "https://x.example", "www.x.example", "&amp;", "&#64;", "*", "_", "[x](y)", "> ", "- ", "---", "<details>", "é",
    ];

    public static Arbitrary<HostileText> Arbitrary() =>
        Arb.From(Gen.Elements(Pieces).NonEmptyListOf().Select(pieces => new HostileText(string.Concat(pieces))), Smaller);

    private static IEnumerable<HostileText> Smaller(HostileText text) =>
        Enumerable.Range(0, text.Value.Length).Where(_ => text.Value.Length > 1).Select(i => new HostileText(text.Value.Remove(i, 1)));
}

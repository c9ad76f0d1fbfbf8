using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Running;

public sealed class ManyFilesTests
{
    [Theory]
    [InlineData(ShellKind.Dash)]
    [InlineData(ShellKind.BusyBox)]
    public async Task Answers_belong_to_their_questions(ShellKind shell)
    {
        using var host = new TestHost(shell);
        Tree.Write(host.Disk, "a 0600 \"a\\n\"\nd 0755\nl -> a\nm -> gone");
        await System.IO.File.WriteAllTextAsync($"{host.Disk}/it's \"a\" $file = 1|2", "odd\n", TestContext.Current.CancellationToken);
        string[] names = ["missing", "a", "it's \"a\" $file = 1|2", "d", "l", "m", "also missing"];
        var hash = new HostText("a\n").Sha256;
        Fact[] facts =
        [
            .. names.Select(name => new PathFact($"{host.Root}/{name}")),
            new ContentFact($"{host.Root}/missing", null), new ContentFact($"{host.Root}/a", hash), new ContentFact($"{host.Root}/l", "other"), new ContentFact($"{host.Root}/{names[2]}", null),
            new ContentFact($"{host.Root}/{names[2]}", hash), new ContentFact($"{host.Root}/d", null),
        ];
        var probe = new ProbeScript(facts, new Markers());
        await using var connection = await host.ConnectAsync(TestContext.Current.CancellationToken);
        var result = await connection.RunAsync(probe.Text(), null, TestContext.Current.CancellationToken);

        var answers = probe.Read(result.Output, result.Errors);

        names.Select(name => answers.Get(new PathFact($"{host.Root}/{name}"))).Select(info => (info.Type, info.Mode & 0x1ff, info.Target)).ShouldBe(
            [(PathType.Missing, 0, null), (PathType.File, 0x180, null), (PathType.File, 0x1a4, null), (PathType.Directory, 0x1ed, null), (PathType.Link, 0x1ff, "a"), (PathType.Link, 0x1ff, "gone"), (PathType.Missing, 0, null)]);
        answers.Get(new ContentFact($"{host.Root}/a", hash)).ShouldBe(new ContentInfo(hash, null));
        answers.Get(new ContentFact($"{host.Root}/l", "other")).Text.ShouldBe("a\n");
        answers.Get(new ContentFact($"{host.Root}/{names[2]}", null)).Text.ShouldBe("odd\n");
        answers.Get(new ContentFact($"{host.Root}/missing", null)).Sha256.ShouldBeNull();
        answers.Get(new ContentFact($"{host.Root}/d", null)).Sha256.ShouldBeNull();
    }
}

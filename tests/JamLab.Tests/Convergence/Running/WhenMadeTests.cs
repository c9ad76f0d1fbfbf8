using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Running;

/// <summary>What this computer does after a change: here to note what the host made.</summary>
public sealed class WhenMadeTests : IDisposable
{
    private readonly TestHost _host = new(ShellKind.Dash);
    private readonly List<string> _done = [];

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task It_is_done_once_after_the_change_and_not_again()
    {
        (await _host.ConvergeAsync(Making("a", () => _done.Add("a")), Making("b", () => _done.Add("b")))).Problem.ShouldBeNull();
        _done.ShouldBe(["a", "b"]);
        (await _host.ConvergeAsync(Making("a", () => _done.Add("again")))).ShouldBeQuiet();
        _done.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_dry_run_does_not_do_it()
    {
        (await _host.ConvergeAsync(new RunSettings { DryRun = true }, Making("a", () => _done.Add("a")))).Outcome.ShouldBe(HostOutcome.WouldChange);
        _done.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_that_fails_is_not_followed_by_it()
    {
        (await _host.ConvergeAsync(Making("no/such/folder", () => _done.Add("a")))).Problem.ShouldNotBeNull();
        _done.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_it_throws_is_the_failure_of_its_change()
    {
        var report = await _host.ConvergeAsync(new RunSettings { Secrets = ["c4nary"] }, Making("a", () => throw new IOException("no room for c4nary")), Making("b", () => _done.Add("b")));
        report.Problem.ShouldBe("making a: no room for ***");
        report.WayOut.ShouldNotBeNull().ShouldContain("this computer");
        report.Resources.Select(one => one.Outcome).ShouldBe([ResourceOutcome.Failed, ResourceOutcome.Changed]);
    }

    private Made Making(string name, Action whenMade) => new(name, $"{_host.Root}/{name}", whenMade);

    private sealed record Made(string Title, string Path, Action Then) : Resource
    {
        public override string Name => $"making {Title}";

        public override IEnumerable<Fact> Facts => [new PathFact(Path)];

        public override Change? Diff(HostFacts facts) =>
            facts.Get(new PathFact(Path)).Exists ? null : new Change(this, [new Difference("file")], $": > '{Path}'\n") { WhenMade = Then };
    }
}

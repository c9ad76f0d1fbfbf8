using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Resources;

/// <summary>Each case: converge, look at the disk, converge again.</summary>
public sealed class ResourceTests
{
    private static readonly Dictionary<string, ResourceCase> Cases = FileCases.All.Concat(EditCases.All).ToDictionary(one => one.Name);

    public static MatrixTheoryData<ShellKind, string> All { get; } = new([ShellKind.Dash, ShellKind.BusyBox], [.. Cases.Keys]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_disk_becomes_what_it_should_and_stays_so(ShellKind shell, string name)
    {
        var (_, before, resources, after) = Cases[name];
        using var host = new TestHost(shell);
        Tree.Write(host.Disk, before.TrimEnd());
        var started = Tree.Read(host.Disk);

        var first = await host.ConvergeAsync(resources(host.Root));

        first.Problem.ShouldBeNull();
        first.Outcome.ShouldBe(after is null ? HostOutcome.Unchanged : HostOutcome.Changed);
        Tree.Read(host.Disk).ShouldBe(after is null ? started : Normal(after));
        var times = Tree.ChangeTimes(host.Disk);
        (await host.ConvergeAsync(resources(host.Root))).ShouldBeQuiet();
        Tree.ChangeTimes(host.Disk).ShouldBe(times);
    }

    private static string Normal(string tree) => tree.Trim() is { Length: > 0 } text ? text + "\n" : "";
}

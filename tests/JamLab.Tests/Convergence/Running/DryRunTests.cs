using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Resources;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Running;

public sealed class DryRunTests
{
    [Theory]
    [InlineData(ShellKind.Dash)]
    [InlineData(ShellKind.BusyBox)]
    public async Task A_dry_run_of_every_change_there_is_changes_no_time_of_any_file(ShellKind shell)
    {
        using var host = new TestHost(shell);
        var cases = FileCases.All.Concat(EditCases.All).ToList();
        for (var i = 0; i < cases.Count; i++)
        {
            System.IO.Directory.CreateDirectory($"{host.Disk}/{i}");
            Tree.Write($"{host.Disk}/{i}", cases[i].Before.TrimEnd());
        }

        var before = Tree.ChangeTimes(host.Disk);
        var resources = cases.SelectMany((one, i) => one.Resources($"{host.Root}/{i}"))
            .Append(new Scripted("a command", "false", $"touch '{host.Root}/touched'"))
            .Append(new Download("http://127.0.0.1:1/x", new string('a', 64), $"{host.Root}/download"))
            .Append(new Archive("http://127.0.0.1:1/x.zip", new string('a', 64), $"{host.Root}"));

        var report = await host.ConvergeAsync(new RunSettings { DryRun = true }, resources);

        report.Problem.ShouldBeNull();
        report.Outcome.ShouldBe(HostOutcome.WouldChange);
        report.RoundTrips.ShouldBe(1);
        report.Count(ResourceOutcome.WouldChange).ShouldBeGreaterThan(cases.Count(one => one.After is not null));
        report.Resources.ShouldAllBe(one => one.Outcome == ResourceOutcome.WouldChange || one.Outcome == ResourceOutcome.Unchanged);
        Tree.ChangeTimes(host.Disk).ShouldBe(before);
    }
}

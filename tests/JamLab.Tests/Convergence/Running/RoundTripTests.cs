using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Running;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(300)]
    public async Task Whatever_the_number_of_resources_a_change_is_two_scripts_and_no_change_is_one(int count)
    {
        using var host = new TestHost(ShellKind.Dash);
        var resources = Enumerable.Range(0, count).Select(i => new JamLab.Convergence.Resources.File($"{host.Root}/file{i}", $"content {i}\n")).ToList();

        var first = await host.ConvergeAsync(resources);
        var second = await host.ConvergeAsync(resources);

        first.Problem.ShouldBeNull();
        first.RoundTrips.ShouldBe(2);
        first.Count(ResourceOutcome.Changed).ShouldBe(count);
        second.ShouldBeQuiet();
        host.Connections.ShouldBe(2);
    }

    [Theory]
    [InlineData(ShellKind.Dash)]
    [InlineData(ShellKind.BusyBox)]
    public async Task What_must_wait_for_a_package_costs_a_third_script(ShellKind shell)
    {
        using var host = new TestHost(shell);
        Resource[] resources =
        [
            Package(host),
            new Line($"{host.Root}/conf", "b=2") { Matching = "^b=" },
            new Block($"{host.Root}/conf", "c=3"),
        ];

        var first = await host.ConvergeAsync(resources);

        first.Problem.ShouldBeNull();
        first.RoundTrips.ShouldBe(3);
        first.Resources.ShouldAllBe(one => one.Outcome == ResourceOutcome.Changed);
        Tree.Read(host.Disk).ShouldBe("conf 0644 \"a=1\\nb=2\\n# BEGIN JamLab\\nc=3\\n# END JamLab\\n\"\n");
        (await host.ConvergeAsync(resources)).ShouldBeQuiet();
    }

    [Fact]
    public async Task What_differs_only_because_of_the_changes_before_it_is_set_right_in_the_same_run()
    {
        using var host = new TestHost(ShellKind.Dash);
        Tree.Write(host.Disk, "old 0755\nold/a 0644 \"x\"\ndir -> old");

        var report = await host.ConvergeAsync(new JamLab.Convergence.Resources.Directory($"{host.Root}/dir"), new JamLab.Convergence.Resources.File($"{host.Root}/dir/a", "x"));

        report.Problem.ShouldBeNull();
        report.RoundTrips.ShouldBe(3);
        Tree.Read($"{host.Disk}/dir").ShouldBe("a 0644 \"x\"\n");
    }

    [Fact]
    public async Task Two_resources_that_want_different_things_are_an_error_that_names_one()
    {
        using var host = new TestHost(ShellKind.Dash);

        var report = await host.ConvergeAsync(new JamLab.Convergence.Resources.File($"{host.Root}/a", "x\n"), new Line($"{host.Root}/a", "y"));

        report.Outcome.ShouldBe(HostOutcome.Failed);
        report.Problem.ShouldNotBeNull().ShouldStartWith($"file {host.Root}/a still differs after it was set right");
        report.RoundTrips.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task Where_another_runs_script_is_still_at_work_its_end_is_waited_for_and_the_host_asked_anew()
    {
        using var host = new TestHost(ShellKind.Dash);
        using var other = System.Diagnostics.Process.Start("sh", ["-c", $"sleep 1.5; echo theirs > '{host.Disk}/a'"]);
        var birth = System.IO.File.ReadAllText($"/proc/{other.Id}/stat").Split(") ")[1].Split(' ')[19];
        System.IO.File.WriteAllText($"{host.Run}/jamlab-apply", $"{other.Id} {birth}\n");

        var report = await host.ConvergeAsync(new JamLab.Convergence.Resources.File($"{host.Root}/a", "theirs\n"), new JamLab.Convergence.Resources.File($"{host.Root}/b", "ours\n"));

        report.Problem.ShouldBeNull();
        report.RoundTrips.ShouldBe(3);
        report.Resources.Select(one => one.Outcome).ShouldBe([ResourceOutcome.Unchanged, ResourceOutcome.Changed]);
    }

    private static Scripted Package(TestHost host) => new("package", $"test -e '{host.Root}/conf'", $"printf 'a=1\\nb=1\\n' > '{host.Root}/conf'\n") { BringsPackages = true };
}

using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;
using Directory = JamLab.Convergence.Resources.Directory;

namespace JamLab.Tests.Convergence.Resources;

public sealed class PackagesDirectoryTests
{
    [Theory]
    [InlineData("root")]
    [InlineData("daemon")]
    public async Task A_directory_that_a_package_brings_meanwhile_gets_its_rights_in_the_same_run(string owner)
    {
        using var host = new TestHost(ShellKind.Dash);
        var folder = $"{host.Root}/etc";

        var report = await host.ConvergeAsync(
            new Scripted("package", $"test -e '{folder}/there'", $"mkdir -m 0755 '{folder}'\nchown daemon:daemon '{folder}'\n: > '{folder}/there'\n") { BringsPackages = true },
            new Directory(folder) { Mode = 0b111_101_000, Owner = owner, Group = owner });

        report.Problem.ShouldBeNull();
        report.Outcome.ShouldBe(HostOutcome.Changed);
        report.RoundTrips.ShouldBe(2);
    }
}

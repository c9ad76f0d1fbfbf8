using JamLab.Convergence.Facts;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.OfSystem;

public sealed class KernelSettingTests
{
    // The kernel gives a number to whoever reads it at once; to one who reads byte by byte it gives the first digit.
    [Theory]
    [InlineData(ShellKind.Dash)]
    [InlineData(ShellKind.BusyBox)]
    public async Task Whole_values_are_read_in_their_order_whatever_is_missing(ShellKind kind)
    {
        using var host = new TestHost(kind);
        SysctlFact[] facts = [new("net.ipv4.no_such_thing"), new("kernel.pid_max"), new("kernel.no_such_thing"), new("net.ipv4.tcp_rmem"), new("kernel.ostype"), new("net.ipv4.nor_this")];
        await using var shell = await host.ConnectAsync(TestContext.Current.CancellationToken);
        var result = await shell.RunAsync($"set -u\n{facts[0].Kind.Script(facts)}\n", null, TestContext.Current.CancellationToken);
        var read = facts[0].Kind.Read(facts, result.Output.TrimEnd('\n').Split('\n')).Cast<SysctlInfo>().Select(one => one.Value).ToList();
        read.ShouldBe([null, Real("kernel/pid_max"), null, Real("net/ipv4/tcp_rmem"), "Linux", null], result.Output + result.Errors);
    }

    private static string Real(string path) => SysctlFact.Plain(File.ReadAllText($"/proc/sys/{path}"));
}

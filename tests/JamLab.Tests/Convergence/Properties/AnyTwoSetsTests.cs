using FsCheck.Xunit;
using JamLab.Tests.Convergence.Support;
using Shouldly;

namespace JamLab.Tests.Convergence.Properties;

/// <summary>Whatever a host was, it becomes what it should be in one run, and the next changes nothing.</summary>
public sealed class AnyTwoSetsTests
{
    [Property(Arbitrary = [typeof(WishList)], MaxTest = 40)]
    public Task A_then_B_then_B_changes_nothing_with_dash(WishList a, WishList b) => CheckAsync(ShellKind.Dash, a, b);

    [Property(Arbitrary = [typeof(WishList)], MaxTest = 20)]
    public Task A_then_B_then_B_changes_nothing_with_BusyBox(WishList a, WishList b) => CheckAsync(ShellKind.BusyBox, a, b);

    private static async Task CheckAsync(ShellKind shell, WishList a, WishList b)
    {
        using var host = new TestHost(shell);
        b = WithoutLinkOverFullDirectory(a, b);

        (await host.ConvergeAsync(a.Resources(host.Root))).Problem.ShouldBeNull();
        var first = await host.ConvergeAsync(b.Resources(host.Root));

        first.Problem.ShouldBeNull();
        first.RoundTrips.ShouldBeLessThanOrEqualTo(4);
        (await host.ConvergeAsync(b.Resources(host.Root))).ShouldBeQuiet();
        Tree.Read(host.Disk).ShouldNotContain(".jamlab");
    }

    // Refused on purpose: what is in the directory must go by somebody's hand.
    private static WishList WithoutLinkOverFullDirectory(WishList a, WishList b) =>
        a.Wishes.Any(wish => wish.Place == "turning" && wish.KeepsDirectory) ? new WishList([.. b.Wishes.Where(wish => wish.Place != "turning" || !wish.What.StartsWith("link", StringComparison.Ordinal))]) : b;
}

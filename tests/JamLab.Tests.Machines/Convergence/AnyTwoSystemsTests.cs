using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Properties;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Convergence;

/// <summary>The same as for files alone, on a machine with systemd: whatever it was, one run makes it what it should be, and the next changes nothing.</summary>
[Collection("system")]
public sealed class AnyTwoSystemsTests(SystemMachine machine)
{
    [Property(Arbitrary = [typeof(Wishes)], MaxTest = 6)]
    public async Task A_then_B_then_B_changes_nothing(Wishes a, Wishes b)
    {
        await machine.LookAsync("rm -rf /srv/any; mkdir /srv/any");

        var reached = await machine.RunAsync([.. a.Resources]);
        reached.Problem.ShouldBeNull(SystemMachine.Tell(reached));
        var first = await machine.RunAsync([.. b.Resources]);
        first.Problem.ShouldBeNull(SystemMachine.Tell(first));
        var second = await machine.RunAsync([.. b.Resources]);

        second.Outcome.ShouldBe(HostOutcome.Unchanged, SystemMachine.Tell(second));
        second.RoundTrips.ShouldBe(1);
    }

    /// <summary>What a machine may be asked to be: its accounts, settings and units, and any set of files.</summary>
    public sealed record Wishes(IReadOnlyList<Wish> System, WishList Files)
    {
        public IEnumerable<Resource> Resources => Files.Resources("/srv/any").Concat(System.SelectMany(wish => wish.Resources(wish.Place)));

        public override string ToString() => $"{string.Join("; ", System)}; {Files}";

        public static Arbitrary<Wishes> Arbitrary() => Arb.From(
            from system in Gen.CollectToList(new[] { Account, Setting, Entry, Service }, wish => wish)
            from files in WishList.Arbitrary().Generator
            select new Wishes(system, Plain(files)),
            Smaller);

        private static IEnumerable<Wishes> Smaller(Wishes wishes) =>
            wishes.System.Select(left => wishes with { System = [.. wishes.System.Where(wish => wish != left)] })
                .Concat(WishList.Arbitrary().Shrinker(wishes.Files).Select(files => wishes with { Files = files }));

        // A link in the place of a full directory is refused on purpose.
        private static WishList Plain(WishList files) => new([.. files.Wishes.Where(wish => wish.Place != "turning")]);
    }

    private static Gen<Wish> Account { get; } = Gen.OneOf(
        from shell in Gen.Elements("/bin/sh", "/bin/bash")
        from isMember in Gen.Elements(true, false)
        from sudo in Gen.Elements(true, false)
        from keys in Gen.Elements(0, 1, 2)
        select new Wish("account", $"{shell}, member {isMember}, sudo {sudo}, keys {keys}", _ =>
        [
            new Group("jam-any"),
            new User("jam-one") { Shell = shell, Groups = isMember ? ["jam-any"] : [], NoOtherGroups = true, Sudo = sudo, AuthorizedKeys = [.. Enumerable.Range(0, keys).Select(i => $"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{new string('A', 42)}{i} any")] },
        ]),
        Gen.Constant(new Wish("account", "absent", _ => [new User("jam-one") { Absent = true, RemoveHome = true }, new Group("jam-any") { Absent = true }])));

    private static Gen<Wish> Setting { get; } =
        from range in Gen.Elements("20000 61000", "30000 60000")
        from absent in Gen.Elements(true, false, false)
        select new Wish("setting", $"{range}, absent {absent}", _ => [new Sysctl("net.ipv4.ip_local_port_range", range) { Absent = absent }]);

    private static Gen<Wish> Entry { get; } =
        from name in Gen.Elements("one.any", "two.any")
        from absent in Gen.Elements(true, false, false)
        select new Wish("entry", $"{name}, absent {absent}", _ => [new HostsEntry("192.0.2.77", name) { IsAbsent = absent }, new Line("/etc/hosts", "192.0.2.78 " + name) { Matching = @"^192\.0\.2\.78 " }]);

    private static Gen<Wish> Service { get; } = Gen.OneOf(
        from seconds in Gen.Elements(1000, 2000)
        from enabled in Gen.Elements(true, false)
        from running in Gen.Elements(true, false)
        from hasDropIn in Gen.Elements(true, false)
        select new Wish("service", $"{seconds}, enabled {enabled}, running {running}, drop-in {hasDropIn}", _ =>
        [
            new Unit("jam-any")
            {
                UnitFile = $"[Service]\nExecStart=/bin/sleep {seconds}\n\n[Install]\nWantedBy=multi-user.target\n",
                Enabled = enabled,
                Running = running,
                DropIns = hasDropIn ? new Dictionary<string, HostText> { ["any"] = "[Service]\nNice=5\n" } : [],
            },
        ]),
        Gen.Constant(new Wish("service", "absent", _ => [new Unit("jam-any") { Absent = true }])));
}

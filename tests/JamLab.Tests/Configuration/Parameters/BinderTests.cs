using System.Net;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Inventory.Parameters;
using JamLab.Stages.Configuration;
using JamLab.Tests.Inventory;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Parameters;

public class BinderTests
{
    [Fact]
    public void A_class_says_what_an_inventory_may_write()
    {
        var described = new SampleRole().Describe().Parameters.Select(one => $"{one.Name}: {one.Kind.Takes} = {one.Default ?? "nothing"}");
        string.Join('\n', described).ShouldBe("""
            motd: text = ''
            log_level: low, very-high = very-high
            colour: red, blue = blue
            expect: whole number, 1 to 9 = 3
            port: whole number = nothing
            ui: true or false = true
            reap_after: time = 1h30m
            cache: size = 12MiB
            upstream: IPv4 address = nothing
            network: IPv4 network = nothing
            page: web address = nothing
            key: sealed with !vault = nothing
            packages: list of texts = [vim, curl]
            levels: list of words out of low, very-high = []
            limits: whole numbers by name = { head: 7 }
            source: mapping = { sha256: ff }
            other: mapping = nothing
            mirrors: list of mappings = []
            pools: mappings by name = {}
            """, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void What_an_inventory_says_becomes_a_new_instance()
    {
        var bound = Bound("""
            motd: hello there
            log_level: low
            colour: red
            expect: 5
            port: 8500
            ui: false
            reap_after: 5m
            cache: 1GiB
            upstream: 10.0.0.1
            network: 10.0.0.0/8
            page: https://lab.internal/x
            key: !vault sealed
            packages: [htop]
            levels: [low, very-high]
            limits: { a: 1, b: 2 }
            source: { archive: http://a/b.zip }
            other: { sha256: ee }
            mirrors: [{ sha256: a }, { sha256: b }]
            pools: { one: { sha256: c } }
            """);
        bound.Motd.ShouldBe("hello there");
        bound.LogLevel.ShouldBe(Level.Low);
        bound.Colour.ShouldBe("red");
        (bound.Expect, bound.Port, bound.Ui).ShouldBe((5, 8500, false));
        (bound.ReapAfter, bound.Cache).ShouldBe((TimeSpan.FromMinutes(5), ByteSize.FromGiB(1)));
        bound.Upstream.ShouldBe(IPAddress.Parse("10.0.0.1"));
        bound.Network.ToString().ShouldBe("10.0.0.0/8");
        bound.Page.ShouldBe(new Uri("https://lab.internal/x"));
        bound.Key!.Reveal().ShouldBe("sealed");
        bound.Packages.ShouldBe(["htop"]);
        bound.Levels.ShouldBe([Level.Low, Level.VeryHigh]);
        bound.Limits.ShouldBe(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 });
        // A mapping is a new one: what it does not say is that class's default, not the outer instance's.
        (bound.Source.Archive, bound.Source.Sha256).ShouldBe((new Uri("http://a/b.zip"), null));
        bound.Other!.Sha256.ShouldBe("ee");
        bound.Mirrors.Select(one => one.Sha256).ShouldBe(["a", "b"]);
        bound.Pools["one"].Sha256.ShouldBe("c");
    }

    [Fact]
    public void What_nobody_says_is_the_default()
    {
        var bound = Bound("motd: x");
        bound.Expect.ShouldBe(3);
        bound.Source.Sha256.ShouldBe("ff");
        bound.Packages.ShouldBe(["vim", "curl"]);
    }

    [Theory]
    [InlineData("expect: 10", "expect: 10 is too large")]
    [InlineData("colour: green", "colour: 'green' is not a choice")]
    [InlineData("port: 5", "sample: port 5 is taken")]
    public void What_the_class_forbids_is_a_diagnostic(string yaml, string message) =>
        Read(yaml).Diagnostics.Single().Message.ShouldBe(message);

    [Fact]
    public void Every_parameter_of_every_role_is_documented_and_can_be_written()
    {
        foreach (var role in RoleCatalog.All)
        {
            foreach (var (path, one) in Flat("", RoleDescriptions.Of(role).Parameters))
            {
                one.Doc.ShouldEndWith(".", customMessage: $"{role.Name}: {path}{one.Name}");
                one.Name.ShouldMatch("^[a-z][a-z0-9_]*$");
            }
        }
    }

    private static IEnumerable<(string Path, ParameterDescription Parameter)> Flat(string path, IReadOnlyList<ParameterDescription> parameters) =>
        parameters.SelectMany(one => one.Kind.Inner is { } inner ? Flat($"{path}{one.Name}.", inner.Parameters).Prepend((path, one)) : [(path, one)]);

    private static SampleParameters Bound(string yaml)
    {
        var result = Read(yaml);
        result.Diagnostics.ShouldBeEmpty();
        return (SampleParameters)ParameterBinder.Find(result.Inventory!.Hosts[0], "sample", typeof(SampleParameters));
    }

    private static InventoryResult Read(string yaml) => InventoryFile.Parse("""
        schema: 1
        lab: { name: mylab, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/24 } } }
        hypervisor: qemu
        vms:
          one:
            address: 10.77.0.12
            template: debian-12
            cores: 1
            memory: 1GiB
            disk: 8GiB
            roles: [sample]
            parameters:
              sample:

        """ + "        " + yaml.ReplaceLineEndings("\n        "), "inventory.yml", Repository.Images, [new SampleRole().Describe()]);
}

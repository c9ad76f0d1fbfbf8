using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages.Services;
using JamLab.Tests.Inventory;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services;

public class PlacementTests
{
    private static readonly Gen<(string[] Hosts, int Count)> Any =
        from hosts in Gen.Choose(1, 400).ListOf()
        let names = hosts.Distinct().Take(12).Select(number => $"vs{number}").DefaultIfEmpty("vs0").ToArray()
        from count in Gen.Choose(1, names.Length)
        select (names, count);

    [Property(MaxTest = 60)]
    public Property Where_a_service_runs_does_not_depend_on_the_order_of_hosts() => Prop.ForAll(Any.ToArbitrary(), one =>
        Where(one.Hosts, one.Count).ShouldBe(Where([.. one.Hosts.Reverse()], one.Count)));

    [Property(MaxTest = 60)]
    public Property As_many_hosts_are_chosen_as_there_are_instances_each_once() => Prop.ForAll(Any.ToArbitrary(), one =>
        Where(one.Hosts, one.Count).Distinct().Count().ShouldBe(one.Count));

    [Property(MaxTest = 60)]
    public Property When_a_host_goes_only_its_instance_moves() => Prop.ForAll(Any.Where(one => one.Count < one.Hosts.Length).ToArbitrary(), one =>
    {
        var before = Where(one.Hosts, one.Count);
        foreach (var gone in one.Hosts)
        {
            var after = Where([.. one.Hosts.Where(host => host != gone)], one.Count);
            before.Except(after).ShouldBe(before.Where(host => host == gone));
        }
    });

    [Property(MaxTest = 60)]
    public Property When_a_host_comes_nothing_moves_but_to_it() => Prop.ForAll(Any.ToArbitrary(), one =>
    {
        var after = Where([.. one.Hosts, "new0"], one.Count);
        after.Except(Where(one.Hosts, one.Count)).ShouldBeSubsetOf(["new0"]);
    });

    [Property(MaxTest = 60)]
    public Property One_more_instance_leaves_the_others_where_they_are() => Prop.ForAll(Any.Where(one => one.Count < one.Hosts.Length).ToArbitrary(), one =>
        Where(one.Hosts, one.Count + 1).Take(one.Count).ShouldBe(Where(one.Hosts, one.Count)));

    [Fact]
    public void Services_spread_over_the_hosts()
    {
        var load = Enumerable.Range(0, 1000).SelectMany(i => Where(["vs0", "vs1", "vs2", "vs3"], 1, $"s{i}")).CountBy(host => host).ToList();
        load.Count.ShouldBe(4);
        load.ShouldAllBe(host => host.Value > 200 && host.Value < 300);
    }

    // Kept for ever: a change of the hash would move every service of every lab.
    [Fact]
    public void The_choice_is_the_same_in_every_version() =>
        Where(["vs0", "vs1", "vs2", "vs3"], 4, "echo").ShouldBe(["vs1", "vs3", "vs2", "vs0"]);

    [Fact]
    public void Constraints_leave_fewer_hosts_and_a_job_none()
    {
        var inventory = Load("""
            vms:
              vs[0..3]: { address: 10.77.0.10, groups: [vs] }
              gpu0: { address: 10.77.0.20, groups: [vs], roles: [nfs] }
            services:
              one: { host: vs2, command: serve }
              named: { group: vs, command: serve, count: 2, constraints: { hosts: [vs1, vs3] } }
              able: { group: vs, command: serve, constraints: { roles: [nfs] } }
              raw: { job: files/raw.nomad.hcl }
            """);
        Names("one").ShouldBe(["vs2"]);
        Names("named").Order().ShouldBe(["vs1", "vs3"]);
        Names("able").ShouldBe(["gpu0"]);
        Names("raw").ShouldBeEmpty();

        IEnumerable<string> Names(string service) => Placement.Of(inventory.Services[service], inventory).Select(host => host.Name.Value);
    }

    [Property(MaxTest = 100)]
    public Property Each_service_comes_after_those_it_depends_on_and_no_later_than_it_must() => Prop.ForAll(
        (from edges in Gen.Choose(0, 4096).ListOf()
         select edges).ToArbitrary(), edges =>
        {
            // An edge leads from a later letter to an earlier one, so that there is no circle.
            var needs = Enumerable.Range(0, 9).ToDictionary(i => i, i => edges.Where(edge => edge % 9 == i && edge / 9 % 9 < i).Select(edge => edge / 9 % 9).Distinct().ToList());
            var inventory = Load("vms:\n  vs0: { address: 10.77.0.10, groups: [vs] }\nservices:\n" + string.Concat(needs.Select(one => $"  s{one.Key}: {{ group: vs, command: serve, depends_on: [{string.Join(", ", one.Value.Select(other => $"s{other}"))}] }}\n")));
            var waves = Placement.Waves(inventory.Services.Values.Reverse());
            waves.Sum(wave => wave.Count).ShouldBe(9);
            var number = waves.SelectMany((wave, i) => wave.Select(service => (service.Name.Value, i))).ToDictionary(one => one.Value, one => one.i);
            foreach (var (service, others) in needs)
                number[$"s{service}"].ShouldBe(others.Select(other => number[$"s{other}"] + 1).DefaultIfEmpty(0).Max());
        });

    [Fact]
    public void A_dependency_that_is_not_asked_for_is_taken_as_met()
    {
        var services = Load("vms:\n  vs0: { address: 10.77.0.10, groups: [vs] }\nservices:\n  a: { group: vs, command: serve }\n  b: { group: vs, command: serve, depends_on: [a] }\n").Services;
        Placement.Waves([services["b"]]).ShouldHaveSingleItem().ShouldBe([services["b"]]);
    }

    private static List<string> Where(string[] hosts, int count, string service = "echo")
    {
        var inventory = Load("vms:\n" + string.Concat(hosts.Select((host, i) => $"  {host}: {{ address: 10.77.0.{10 + i}, groups: [vs] }}\n")) + $"services:\n  {service}: {{ group: vs, command: serve, count: {count} }}\n");
        return [.. Placement.Of(inventory.Services[service], inventory).Select(host => host.Name.Value)];
    }

    private static LabInventory Load(string text)
    {
        var result = InventoryFile.Parse("schema: 1\nlab: { name: mylab, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/16 } } }\nhypervisor: nspawn\ndefaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }\ngroups:\n  vs: { roles: [podman, nomad] } # allow JAM0501\n" + text, "inventory.yml", Repository.Images, SampleRoles.All);
        result.Diagnostics.ShouldAllBe(one => one.Code == "JAM0501");
        return result.Inventory!;
    }
}

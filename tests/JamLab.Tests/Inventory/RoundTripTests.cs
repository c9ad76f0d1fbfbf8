using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using Shouldly;

namespace JamLab.Tests.Inventory;

public class RoundTripTests
{
    private sealed record Vm(string Name, int Count, int Cores, int MemoryMiB, int DiskGiB, bool Server, string[] Groups, string[] Roles, bool Flow);

    private static readonly Gen<Vm> Vms =
        from count in Gen.Choose(1, 4)
        from cores in Gen.Choose(1, 64)
        from memory in Gen.Choose(64, 65536)
        from disk in Gen.Choose(1, 4000)
        from server in ArbMap.Default.GeneratorFor<bool>()
        from groups in Gen.SubListOf("blue", "green", "red")
        from roles in Gen.SubListOf("base", "dns", "nfs", "podman")
        from flow in ArbMap.Default.GeneratorFor<bool>()
        select new Vm("", count, cores, memory, disk, server, [.. groups], [.. roles], flow);

    [Property(MaxTest = 200)]
    public Property What_was_written_is_what_is_read() => Prop.ForAll(Vms.ListOf().ToArbitrary(), vms =>
    {
        var named = vms.Select((vm, i) => vm with { Name = $"n{(char)('a' + (i % 26))}{i}x" }).ToList();
        var result = InventoryFile.Parse(Emit(named), "inventory.yml", Repository.Images, SampleRoles.All);
        result.Diagnostics.Where(one => one.Severity == JamLab.Inventory.Diagnostics.Severity.Error).ShouldBeEmpty();
        var hosts = result.Inventory!.Hosts;
        hosts.Count.ShouldBe(named.Sum(vm => vm.Count));
        var at = 0;
        foreach (var vm in named)
        {
            for (var i = 0; i < vm.Count; i++, at++)
            {
                hosts[at].Name.Value.ShouldBe(vm.Count == 1 ? vm.Name : $"{vm.Name}{i}");
                Cidr.ToNumber(hosts[at].Address).ShouldBe((10u << 24) + 1000 + (uint)at);
                var machine = hosts[at].Machine!;
                (machine.Cores.Value, machine.Memory.Value, machine.Disks[0].Size.Value, hosts[at].Server)
                    .ShouldBe((vm.Cores, ByteSize.FromMiB(vm.MemoryMiB), ByteSize.FromGiB(vm.DiskGiB), vm.Server));
                hosts[at].Groups.Select(group => group.Value).ShouldBe(vm.Groups);
                hosts[at].Roles.Select(role => role.Value).ShouldBe(vm.Roles);
            }
        }
    });

    [Property(MaxTest = 500)]
    public bool A_size_reads_back_as_it_prints(PositiveInt number, byte unit)
    {
        var size = new ByteSize((long)number.Get << (10 * (1 + (unit % 4))));
        return SizeText.Parse(size.ToString()).Value == size;
    }

    [Property(MaxTest = 500)]
    public bool An_address_and_its_network_read_back_as_they_print(uint number, byte prefix)
    {
        var length = 8 + (prefix % 23);
        var cidr = new Cidr(Cidr.ToAddress(number & (uint.MaxValue << (32 - length))), length);
        var address = Cidr.ToAddress(number);
        return AddressText.Parse(address.ToString()).Value!.Equals(address)
            && CidrText.Parse(cidr.ToString()).Value == cidr
            && cidr.Contains(address)
            && (Cidr.ToNumber(cidr.Address) == number) == (CidrText.Parse($"{address}/{length}").Mistake is null);
    }

    [Property(MaxTest = 300)]
    public bool A_mac_address_reads_back_as_it_prints(ulong number)
    {
        var mac = (long)(number & 0xfeff_ffff_ffff) | 2L << 40;
        return MacText.Parse(MacText.FromNumber(mac)).Value == MacText.FromNumber(mac);
    }

    [Property(MaxTest = 300)]
    public bool A_range_has_as_many_different_names_as_it_says(byte from, byte count)
    {
        var names = HostRange.Parse($"n[{from}..{from + count}]").Value.Names.ToList();
        return names.Count == count + 1 && names.Distinct().Count() == names.Count && names.All(name => NameText.ParseLabel(name).Mistake is null);
    }

    // An editor must not mark what the reader takes.
    [Property(MaxTest = 3000)]
    public Property What_the_reader_takes_the_schemas_patterns_take() => Prop.ForAll(Fragments.ToArbitrary(), text =>
    {
        Agree(SizeText.Parse(text).Mistake, SizeText.Pattern, text);
        Agree(DurationText.Parse(text).Mistake, DurationText.Pattern, text);
        Agree(AddressText.Parse(text).Mistake, AddressText.Pattern, text);
        Agree(CidrText.Parse(text).Mistake, CidrText.Pattern, text);
        Agree(MacText.Parse(text).Mistake, MacText.Pattern, text);
        Agree(HostRange.Parse(text).Mistake, HostRange.Pattern, text);
        Agree(NameText.ParseLabel(text).Mistake, NameText.LabelPattern, text);
        Agree(NameText.ParseDomain(text).Mistake, NameText.DomainPattern, text);
        Agree(NameText.ParseHostName(text).Mistake, NameText.HostNamePattern, text);
        Agree(NameText.ParseUser(text).Mistake, NameText.UserPattern, text);
        Agree(NameText.ParseWord(text).Mistake, NameText.WordPattern, text);
        Agree(ServiceText.ParseHostPath(text).Mistake, ServiceText.HostPathPattern, text);
        Agree(ServiceText.ParseSource(text).Mistake, ServiceText.SourcePattern, text);
        Agree(ServiceText.ParseVariable(text).Mistake, ServiceText.VariablePattern, text);
        Agree(ServiceText.ParseUnit(text).Mistake, ServiceText.UnitPattern, text);
        Agree(ServiceText.ParsePackage(text).Mistake, ServiceText.PackagePattern, text);
        Agree(ServiceText.ParsePortName(text).Mistake, ServiceText.PortNamePattern, text);
        Agree(ServiceText.ParseNfs(text).Mistake, ServiceText.NfsPattern, text);
        Agree(ServiceText.ParseBackupPlace(text).Mistake, ServiceText.BackupPattern, text);
        Agree(ServiceText.ParseRequest(text).Mistake, ServiceText.RequestPattern, text);
        Agree(ServiceText.ParseLine(text).Mistake, ServiceText.LinePattern, text);
    });

    private static readonly Gen<string> Fragments =
        from parts in Gen.Elements("1", "12", "0", "30", "10", "255", "256", ".", "/", "/24", "GiB", "MiB", "kB", "TB", "s", "m", "h", "d", "vb", "a", "-", "_", "[", "]", "..", ":", "52", "ff", "*.", " ", "A", "é", "~", "\n", "+", "http", ".service", "nas0:", "/srv", "%20", "?").ListOf()
        select string.Concat(parts);

    private static void Agree(Mistake? mistake, string pattern, string text)
    {
        if (mistake is null)
            Regex.IsMatch(text, pattern).ShouldBeTrue($"'{text}' is read, but {pattern} refuses it");
    }

    private static string Emit(IEnumerable<Vm> vms)
    {
        var text = new StringBuilder("schema: 1\nlab: { name: gen, domain: gen.internal, networks: { net: { cidr: 10.0.0.0/8 } } }\nhypervisor: qemu\ngroups: { blue: , green: {}, red: null }\nvms:");
        var (next, any) = (1000u, false);
        foreach (var vm in vms)
        {
            any = true;
            string[] keys =
            [
                $"address: {Cidr.ToAddress((10u << 24) + next)}", "template: debian-12", $"cores: {vm.Cores}", $"memory: {vm.MemoryMiB}MiB", $"disk: {ByteSize.FromGiB(vm.DiskGiB)}",
                $"server: {(vm.Server ? "true" : "false")}", $"groups: [{string.Join(", ", vm.Groups)}]", $"roles: [{string.Join(", ", vm.Roles)}]",
            ];
            text.Append($"\n  {vm.Name}{(vm.Count == 1 ? "" : $"[0..{vm.Count - 1}]")}:");
            text.Append(vm.Flow ? $" {{ {string.Join(", ", keys)} }}" : "\n    " + string.Join("\n    ", keys));
            next += (uint)vm.Count;
        }

        return text.Append(any ? "\n" : " {}\n").ToString();
    }
}

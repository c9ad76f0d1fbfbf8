using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

public class TextTests
{
    [Theory]
    [InlineData("12GiB", 12L << 30)]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("1.5TiB", 3L << 39)]
    [InlineData("2TB", 2_000_000_000_000)]
    [InlineData("64kB", 64_000)]
    [InlineData("0.5GiB", 512L << 20)]
    public void A_size_is_a_number_and_a_unit(string text, long bytes) => SizeText.Parse(text).Value.Bytes.ShouldBe(bytes);

    [Theory]
    [InlineData("12", "did you mean 12GiB or 12MiB?")]
    [InlineData("12G", "did you mean 12GiB (powers of 1024) or 12GB (powers of 1000)?")]
    [InlineData("12 GB", "did you mean 12GB?")]
    [InlineData("12gib", "did you mean 12GiB?")]
    [InlineData("12 Gbyte", "did you mean 12GB?")]
    [InlineData("-5GiB", "write a number and a unit, for example 12GiB or 512MiB")]
    [InlineData("GiB", "write a number and a unit, for example 12GiB or 512MiB")]
    [InlineData("12 apples", "the units are KiB, MiB, GiB, TiB and kB, MB, GB, TB")]
    [InlineData("0.3kB", null)]
    public void A_size_that_is_none_says_what_was_probably_meant(string text, string? help)
    {
        if (help is not null)
            SizeText.Parse(text).Mistake.ShouldNotBeNull().Help.ShouldBe(help);
        else
            SizeText.Parse(text).Value.Bytes.ShouldBe(300);
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("1d", 86400)]
    public void A_time_is_numbers_and_units(string text, int seconds) => DurationText.Parse(text).Value.TotalSeconds.ShouldBe(seconds);

    [Theory]
    [InlineData("30", "did you mean 30s or 30m?")]
    [InlineData("5 min", "did you mean 5m?")]
    [InlineData("2 Hours", "did you mean 2h?")]
    [InlineData("30m1h", "write a number and a unit (s, m, h, d), for example 30s, 5m or 1h30m")]
    [InlineData("0s", "a usual time is 5m")]
    [InlineData("", "write a number and a unit (s, m, h, d), for example 30s, 5m or 1h30m")]
    public void A_time_that_is_none_says_what_was_probably_meant(string text, string help) =>
        DurationText.Parse(text).Mistake.ShouldNotBeNull().Help.ShouldBe(help);

    [Theory]
    [InlineData("vb0", "vb0")]
    [InlineData("vb[0..2]", "vb0 vb1 vb2")]
    [InlineData("vb[08..10]", "vb08 vb09 vb10")]
    [InlineData("vb[9..11]", "vb9 vb10 vb11")]
    [InlineData("rack[1..2]-a", "rack1-a rack2-a")]
    [InlineData("vb[3..3]", "vb3")]
    public void A_range_names_its_hosts(string text, string names) => HostRange.Parse(text).Value.Names.ShouldBe(names.Split(' '));

    [Theory]
    [InlineData("vb[0-2]", "did you mean vb[0..2]?")]
    [InlineData("vb[0:2]", "did you mean vb[0..2]?")]
    [InlineData("vb{0..2}", "did you mean vb[0..2]?")]
    [InlineData("vb[0 .. 2]", "did you mean vb[0..2]?")]
    [InlineData("vb[2..0]", "did you mean vb[0..2]?")]
    [InlineData("vb[a..c]", "write it as vb[0..2], which is vb0, vb1 and vb2")]
    [InlineData("vb[0..2", "write it as vb[0..2]")]
    [InlineData("VB[0..2]", "use lower-case letters, digits and hyphens around the range")]
    public void A_range_that_is_none_says_what_was_probably_meant(string text, string help) =>
        HostRange.Parse(text).Mistake.ShouldNotBeNull().Help.ShouldBe(help);

    [Theory]
    [InlineData("52:54:00:AB:cd:ef", "52:54:00:ab:cd:ef")]
    public void A_mac_address_is_kept_as_linux_prints_it(string text, string kept) => MacText.Parse(text).Value.ShouldBe(kept);

    [Theory]
    [InlineData("5254.00ab.cdef")]
    [InlineData("52-54-00-ab-cd-ef")]
    [InlineData("525400ABCDEF")]
    public void Other_spellings_of_a_mac_address_are_recognised(string text) => MacText.Parse(text).Mistake!.Help.ShouldBe("did you mean 52:54:00:ab:cd:ef?");

    [Theory]
    [InlineData("consul", "cnosul", 1)]
    [InlineData("nomad", "nomd", 1)]
    [InlineData("vault", "vault", 0)]
    [InlineData("", "abc", 3)]
    public void Distance_counts_edits_and_swapped_neighbours(string left, string right, int distance) => Nearest.Distance(left, right).ShouldBe(distance);

    [Fact]
    public void A_file_of_more_than_32_MiB_is_refused_at_once()
    {
        var result = Parse(new string('#', 33 << 20));
        result.Diagnostics.Single().Code.ShouldBe(Codes.TooLarge);
    }

    [Fact]
    public void Byte_order_mark_and_windows_line_ends_are_fine()
    {
        var result = Parse("\uFEFF" + Repository.Inventory("local").Replace("\n", "\r\n", StringComparison.Ordinal));
        result.Diagnostics.ShouldBeEmpty();
        result.Inventory!.Find("vb0")!.Address.ToString().ShouldBe("10.77.0.120");
    }

    [Fact]
    public void Ten_thousand_groups_in_a_chain_do_not_exhaust_the_stack()
    {
        var groups = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  g{i}: {{ groups: [g{i + 1}] }}\n"));
        var result = Parse($"schema: 1\ngroups:\n{groups}");
        result.Diagnostics.ShouldContain(one => one.Code == Codes.UnknownGroup);
        Parse($"schema: 1\ngroups:\n{groups.Replace("[g10000]", "[g0]", StringComparison.Ordinal)}").Diagnostics.ShouldContain(one => one.Code == Codes.GroupCycle);
    }

    [Fact]
    public void Ranges_cannot_fill_the_memory_together()
    {
        var ranges = string.Concat(Enumerable.Range(0, 1000).Select(i => $"  n{i}x[0..65535]: {{ address: 10.0.0.1 }}\n"));
        var told = Parse($"schema: 1\nvms:\n{ranges}").Diagnostics.Single(one => one.Code == Codes.TooLarge);
        told.Place!.Value.Line.ShouldBe(4);
    }

    [Fact]
    public void Deep_nesting_is_refused_before_it_costs_anything() =>
        Parse("a: " + new string('[', 1_000_000)).Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(Codes.TooLarge);

    private static InventoryResult Parse(string text) => InventoryFile.Parse(text, "inventory.yml", Repository.Images, SampleRoles.All);
}

using System.ComponentModel;
using Nuke.Common.Tooling;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tooling;

public class EnumerationTests
{
    private static readonly TypeConverter Converter = TypeDescriptor.GetConverter(typeof(Hypervisor));

    [Theory]
    [InlineData("Qemu")]
    [InlineData("QEMU")]
    [InlineData("qemu-tcg")]
    public void A_value_is_read_by_name_or_text(string text) => Converter.ConvertFromInvariantString(text).ShouldBe(Hypervisor.Qemu);

    [Fact]
    public void Another_value_is_refused_with_those_there_are() =>
        Should.Throw<FormatException>(() => Converter.ConvertFromInvariantString("kvm")).Message.ShouldBe("'kvm' is none of qemu-tcg, nspawn");

    [Fact]
    public void The_values_are_known() =>
        Converter.GetStandardValues()!.Cast<object>().Select(x => x.ToString()).ShouldBe(["qemu-tcg", "nspawn"]);

    [Fact]
    public void Equality_is_by_value()
    {
        (Hypervisor.Qemu == Hypervisor.Nspawn).ShouldBeFalse();
        ((string)Hypervisor.Nspawn).ShouldBe("nspawn");
        Converter.ConvertToInvariantString(Hypervisor.Qemu).ShouldBe("qemu-tcg");
    }

    [TypeConverter(typeof(TypeConverter<Hypervisor>))]
    private sealed class Hypervisor : Enumeration
    {
        public static readonly Hypervisor Qemu = new() { Value = "qemu-tcg" };
        public static readonly Hypervisor Nspawn = new() { Value = "nspawn" };

        public static implicit operator string(Hypervisor hypervisor) => hypervisor.Value;
    }
}

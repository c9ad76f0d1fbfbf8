using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Inventory.Text;

/// <summary>A network such as <c>192.168.10.0/24</c>, host bits clear, with room for at least two hosts.</summary>
internal static class CidrText
{
    public const string Pattern = "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/([89]|[12][0-9]|30)$";

    public static Parsed<Cidr> Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        if (!AddressText.TryParse(address, out var number, out var why))
            return new Mistake(Codes.BadCidr, $"{Show.Value(text)} is not an IPv4 network{(why is null ? "" : $": {why}")}", "write address and prefix length, for example 192.168.10.0/24");
        if (slash < 0)
            return new Mistake(Codes.BadCidr, $"{Show.Value(text)} has no prefix length", $"did you mean {Masked(number, 24)}?");

        var length = text[(slash + 1)..];
        if (AddressText.TryParse(length, out var mask, out _) && mask != 0 && (~mask & (~mask + 1)) == 0)
            return new Mistake(Codes.BadCidr, $"{Show.Value(text)} has a netmask instead of a prefix length", $"did you mean {Masked(number, System.Numerics.BitOperations.PopCount(mask))}?");
        if (!int.TryParse(length, out var prefix) || !length.All(char.IsAsciiDigit) || prefix is < 8 or > 30)
            return new Mistake(Codes.BadCidr, $"{Show.Value(text)} is not a network for hosts", "the prefix length is a number from 8 to 30");
        var cidr = Masked(number, prefix);
        return Cidr.ToNumber(cidr.Address) == number ? cidr
            : new Mistake(Codes.BadCidr, $"{Show.Value(text)} has host bits set", $"did you mean {cidr}?");
    }

    private static Cidr Masked(uint number, int prefix) => new(Cidr.ToAddress(number & (uint.MaxValue << (32 - prefix))), prefix);
}

using System.Net;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Inventory.Text;

/// <summary>IPv4 addresses in the one form that no tool reads differently: four decimal numbers without leading zeros.</summary>
internal static class AddressText
{
    private const string Octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    public const string Pattern = $"^{Octet}(\\.{Octet}){{3}}$";

    public static Parsed<IPAddress> Parse(string text)
    {
        if (TryParse(text, out var number, out var why))
            return Cidr.ToAddress(number);
        if (text.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 && TryParse(text[..slash], out _, out _))
            return new Mistake(Codes.BadAddress, $"{Show.Value(text)} is a network, but this key takes an address", $"write {text[..slash]}; the prefix length stands in the network's cidr");
        if (text.Contains(':', StringComparison.Ordinal))
            return new Mistake(Codes.BadAddress, $"{Show.Value(text)} is not an IPv4 address", "schema 1 knows IPv4 only");
        return new Mistake(Codes.BadAddress, $"{Show.Value(text)} is not an IPv4 address{(why is null ? "" : $": {why}")}", "write four numbers from 0 to 255, for example 192.168.10.5");
    }

    internal static bool TryParse(string text, out uint number, out string? why)
    {
        number = 0;
        why = null;
        var parts = text.Split('.');
        if (parts.Length > 1 && parts.All(part => part.Length is > 0 and < 10 && part.All(char.IsAsciiDigit)))
        {
            if (parts.Length != 4)
                why = $"it has {parts.Length} numbers instead of 4";
            foreach (var part in parts)
            {
                if (why is null && int.Parse(part) > 255)
                    why = $"{part} is more than 255";
                if (why is null && part.Length > 1 && part[0] == '0')
                    why = $"{part} has a leading zero, which some programs read as octal";
                number = unchecked((number << 8) | (uint)int.Parse(part));
            }

            return why is null;
        }

        return false;
    }
}

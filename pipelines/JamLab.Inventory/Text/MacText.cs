using System.Globalization;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Text;

/// <summary>A unicast MAC address, kept in the form that Linux prints: <c>52:54:00:0a:0b:0c</c>.</summary>
internal static class MacText
{
    public const string Pattern = "^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$";

    public static Parsed<string> Parse(string text)
    {
        if (TryNumber(text, out var number))
        {
            return number is 0 or 0xffff_ffff_ffff || (number >> 40 & 1) == 1
                ? new Mistake(Codes.BadMac, $"{Show.Value(text)} cannot be a machine's MAC address: it is {(number == 0 ? "all zeros" : "a multicast address")}", "the first number must be even, for example 52:54:00:0a:0b:0c")
                : FromNumber(number);
        }

        var digits = string.Concat(text.Where(char.IsAsciiHexDigit)).ToLowerInvariant();
        var separators = text.All(c => char.IsAsciiHexDigit(c) || c is '-' or '.' or ':');
        return new Mistake(Codes.BadMac, $"{Show.Value(text)} is not a MAC address",
            digits.Length == 12 && separators ? $"did you mean {FromNumber(long.Parse(digits, NumberStyles.HexNumber))}?" : "write six hexadecimal pairs, for example 52:54:00:0a:0b:0c");
    }

    public static string FromNumber(long number) => string.Create(17, number, static (text, bits) =>
    {
        for (var i = 0; i < 17; i++)
            text[i] = i % 3 == 2 ? ':' : "0123456789abcdef"[(int)(bits >> (44 - (4 * (i - (i / 3))))) & 0xf];
    });

    public static bool TryNumber(string text, out long number)
    {
        number = 0;
        if (text.Length != 17)
            return false;
        for (var i = 0; i < 17; i++)
        {
            if (i % 3 == 2 ? text[i] != ':' : !char.IsAsciiHexDigit(text[i]))
                return false;
            if (i % 3 != 2)
                number = (number << 4) | (long)Convert.ToInt32(text[i].ToString(), 16);
        }

        return true;
    }
}

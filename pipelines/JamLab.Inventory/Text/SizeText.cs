using System.Globalization;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Inventory.Text;

/// <summary><c>12GiB</c>, <c>512MiB</c>, <c>1.5TiB</c>, <c>2TB</c>: a unit is always there, because 12G means two things.</summary>
internal static class SizeText
{
    public const string Pattern = "^[0-9]+(\\.[0-9]+)?(KiB|MiB|GiB|TiB|kB|MB|GB|TB)$";

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ];

    public static Parsed<ByteSize> Parse(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length : end;
        if (digits > 0 && digits < text.Length - 1 && text[digits] == '.' && char.IsAsciiDigit(text[digits + 1]))
            digits += 1 + (text.AsSpan(digits + 1).IndexOfAnyExceptInRange('0', '9') is var rest && rest < 0 ? text.Length - digits - 1 : rest);
        var number = text[..digits];
        var unit = text[digits..];
        if (digits == 0 || !char.IsAsciiDigit(number[^1]))
            return new Mistake(Codes.BadSize, $"{Show.Value(text)} is not a size", "write a number and a unit, for example 12GiB or 512MiB");

        foreach (var (name, bytes) in Units)
        {
            if (unit == name)
                return Multiply(text, number, bytes);
        }

        return new Mistake(Codes.BadSize, unit.Length == 0 ? $"{Show.Value(text)} has no unit" : $"{Show.Value(text)} is not a size", Hint(number, unit));
    }

    private static Parsed<ByteSize> Multiply(string text, string number, long bytes)
    {
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > long.MaxValue / bytes)
            return new Mistake(Codes.BadSize, $"{Show.Value(text)} is larger than any disk", "a usual size is 12GiB");
        return decimal.IsInteger(value * bytes) ? new ByteSize((long)(value * bytes))
            : new Mistake(Codes.BadSize, $"{Show.Value(text)} is not a whole number of bytes", "use a smaller unit");
    }

    private static string Hint(string number, string unit)
    {
        if (unit.Length == 0)
            return $"did you mean {number}GiB or {number}MiB?";
        var bare = unit.Trim().Replace("yte", "", StringComparison.OrdinalIgnoreCase);
        if (bare.Length == 1 && "KMGTkmgt".Contains(bare[0], StringComparison.Ordinal))
            return $"did you mean {number}{char.ToUpperInvariant(bare[0])}iB (powers of 1024) or {number}{SiPrefix(bare[0])}B (powers of 1000)?";
        var known = Units.FirstOrDefault(one => one.Unit.Equals(bare, StringComparison.OrdinalIgnoreCase) || one.Unit.Equals(bare.TrimEnd('s', 'S'), StringComparison.OrdinalIgnoreCase)).Unit;
        return known is null ? "the units are KiB, MiB, GiB, TiB and kB, MB, GB, TB" : $"did you mean {number}{known}?";
    }

    private static char SiPrefix(char letter) => letter is 'k' or 'K' ? 'k' : char.ToUpperInvariant(letter);
}

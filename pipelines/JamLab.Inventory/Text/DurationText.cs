using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Text;

/// <summary><c>30s</c>, <c>5m</c>, <c>1h30m</c>: like a size, a time always has its unit.</summary>
internal static class DurationText
{
    public const string Pattern = "^(?=[0-9])([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$";

    public static Parsed<TimeSpan> Parse(string text)
    {
        const string order = "dhms";
        var total = 0m;
        var last = -1;
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            var unit = end < text.Length ? order.IndexOf(text[end], StringComparison.Ordinal) : -1;
            if (end == at || end - at > 9 || unit <= last)
                return Bad(text);
            total += decimal.Parse(text.AsSpan(at, end - at)) * unit switch { 0 => 86400, 1 => 3600, 2 => 60, _ => 1 };
            last = unit;
            at = end + 1;
        }

        if (last < 0)
            return Bad(text);
        return total is 0 or > 31_536_000
            ? new Mistake(Codes.BadDuration, $"{Show.Value(text)} is {(total == 0 ? "no time at all" : "longer than a year")}", "a usual time is 5m")
            : TimeSpan.FromSeconds((double)total);
    }

    private static Mistake Bad(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (digits > 0 && digits == text.Length)
            return new Mistake(Codes.BadDuration, $"{Show.Value(text)} has no unit", $"did you mean {text}s or {text}m?");
        var unit = text[digits..].Trim().ToLowerInvariant();
        var meant = unit switch
        {
            "sec" or "secs" or "second" or "seconds" or "s" => "s",
            "min" or "mins" or "minute" or "minutes" or "m" => "m",
            "hour" or "hours" or "hr" or "h" => "h",
            "day" or "days" or "d" => "d",
            _ => null,
        };
        return new Mistake(Codes.BadDuration, $"{Show.Value(text)} is not a time",
            digits > 0 && meant is not null ? $"did you mean {text[..digits]}{meant}?" : "write a number and a unit (s, m, h, d), for example 30s, 5m or 1h30m");
    }
}

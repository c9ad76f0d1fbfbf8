using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Text;

/// <summary>Five fields of POSIX cron as GitHub takes them (docs.github.com, events that trigger workflows, schedule): not more often than every five minutes.</summary>
internal static class CronText
{
    public const string Pattern = "^(never|\\S+( \\S+){4})$";

    private static readonly (string Name, int Least, int Most, string Words)[] Fields =
    [
        ("minute", 0, 59, ""),
        ("hour", 0, 23, ""),
        ("day of the month", 1, 31, ""),
        ("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
        ("day of the week", 0, 6, "SUN MON TUE WED THU FRI SAT"),
    ];

    public static Parsed<string> Parse(string text)
    {
        if (text == "never")
            return text;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
            return Wrong(text, text.StartsWith('@') ? "GitHub knows no names for schedules; write minute, hour, day of the month, month and day of the week" : $"it has {parts.Length} fields, not minute, hour, day of the month, month and day of the week");
        var minutes = new SortedSet<int>();
        for (var i = 0; i < parts.Length; i++)
        {
            foreach (var item in parts[i].Split(','))
            {
                if (Read(item, Fields[i].Least, Fields[i].Most, Fields[i].Words) is not { } found)
                    return Wrong(text, $"{Show.Value(item)} is no {Fields[i].Name}: {Fields[i].Least} to {Fields[i].Most}, a range a-b, a step */n, or *");
                if (i == 0)
                    minutes.UnionWith(found);
            }
        }

        return Shortest(minutes) < 5 ? Wrong(text, "GitHub starts nothing more often than every five minutes") : string.Join(' ', parts);
    }

    private static Mistake Wrong(string text, string why) => new(Codes.BadSchedule, $"{Show.Value(text)} is no schedule: {why}", "for example 17 4 * * * (daily at 04:17 UTC), or never");

    // The hour after may begin with the same minute.
    private static int Shortest(SortedSet<int> minutes)
    {
        var shortest = 60;
        var before = minutes.Max - 60;
        foreach (var minute in minutes)
        {
            shortest = Math.Min(shortest, minute - before);
            before = minute;
        }

        return shortest;
    }

    private static IEnumerable<int>? Read(string item, int least, int most, string words)
    {
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        var range = slash < 0 ? item : item[..slash];
        var step = 1;
        if (slash >= 0 && (!TryNumber(item[(slash + 1)..], "", 1, most, out step)))
            return null;
        int from, to;
        if (range == "*")
            (from, to) = (least, most);
        else if (range.Split('-') is [var first, var last] && TryNumber(first, words, least, most, out from) && TryNumber(last, words, least, most, out to) && from <= to)
            _ = to;
        else if (TryNumber(range, words, least, most, out from))
            to = slash < 0 ? from : most;
        else
            return null;
        return Enumerable.Range(0, (to - from) / step + 1).Select(i => from + i * step);
    }

    private static bool TryNumber(string text, string words, int least, int most, out int value)
    {
        var word = words.Length == 0 ? -1 : Array.IndexOf(words.Split(' '), text.ToUpperInvariant());
        if (word >= 0)
        {
            value = word + least;
            return true;
        }

        value = 0;
        return text.Length is 1 or 2 && text.All(char.IsAsciiDigit) && (value = int.Parse(text)) >= least && value <= most;
    }
}

using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Text;

/// <summary>One name or several: <c>vb[0..2]</c> is vb0, vb1, vb2, and <c>vb[08..10]</c> keeps its zeros.</summary>
internal readonly record struct HostRange(string Written, string Prefix, int From, int Count, int Width, string Suffix)
{
    public const int Most = 65_536;
    public const string Pattern = "^(?=[a-z0-9\\[])[a-z0-9-]*(\\[[0-9]{1,6}\\.\\.[0-9]{1,6}\\])?[a-z0-9-]*$";

    public string Name(int index) => Count == 1 && Width == 0 ? Prefix : $"{Prefix}{(From + index).ToString().PadLeft(Width, '0')}{Suffix}";

    public IEnumerable<string> Names
    {
        get
        {
            for (var i = 0; i < Count; i++)
                yield return Name(i);
        }
    }

    public static Parsed<HostRange> Parse(string text)
    {
        var open = text.AsSpan().IndexOfAny('[', '{');
        if (open < 0)
            return NameText.ParseLabel(text) is { Mistake: { } mistake } ? mistake : new HostRange(text, text, 0, 1, 0, "");
        var close = text.AsSpan(open).IndexOfAny(']', '}');
        if (close < 0)
            return new Mistake(Codes.BadRange, $"the range in {Show.Value(text)} does not end", "write it as vb[0..2]");
        var inner = text[(open + 1)..(open + close)];
        var (prefix, suffix) = (text[..open], text[(open + close + 1)..]);
        var ends = inner.Split(["..", "-", ":"], StringSplitOptions.TrimEntries);
        if (ends.Length != 2 || !ends.All(end => end.Length is > 0 and <= 6 && end.All(char.IsAsciiDigit)))
            return new Mistake(Codes.BadRange, $"{Show.Value(text)} is not a range of hosts", "write it as vb[0..2], which is vb0, vb1 and vb2");
        if (text != $"{prefix}[{ends[0]}..{ends[1]}]{suffix}")
            return new Mistake(Codes.BadRange, $"{Show.Value(text)} is not a range of hosts", $"did you mean {prefix}[{ends[0]}..{ends[1]}]{suffix}?");

        var (from, to) = (int.Parse(ends[0]), int.Parse(ends[1]));
        if (to < from)
            return new Mistake(Codes.BadRange, $"the range in {Show.Value(text)} counts down", $"did you mean {prefix}[{ends[1]}..{ends[0]}]{suffix}?");
        if (to - from >= Most)
            return new Mistake(Codes.BadRange, $"{Show.Value(text)} is {to - from + 1} hosts", $"a range has at most {Most}");
        var width = ends[0].Length > 1 && ends[0][0] == '0' ? ends[0].Length : 1;
        var range = new HostRange(text, prefix, from, to - from + 1, width, suffix);
        return (NameText.ParseLabel(range.Name(0)).Mistake ?? NameText.ParseLabel(range.Name(range.Count - 1)).Mistake) is { } bad
            ? bad with { Help = "use lower-case letters, digits and hyphens around the range" }
            : range;
    }
}

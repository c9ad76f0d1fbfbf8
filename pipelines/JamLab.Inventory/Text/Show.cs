using System.Text;

namespace JamLab.Inventory.Text;

/// <summary>How messages quote what the user wrote: short, on one line, harmless to a terminal.</summary>
internal static class Show
{
    public static string Value(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > 60)
            {
                shown.Append('…');
                break;
            }

            shown.Append(Rune.IsControl(rune) ? " " : Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format ? "" : rune.ToString());
        }

        return shown.Append('\'').ToString();
    }

    /// <summary>'a', 'b' and 3 more.</summary>
    public static string Names(IReadOnlyCollection<string> names, int most = 6)
    {
        var shown = names.Take(most).Select(Value).ToList();
        return names.Count > most ? $"{string.Join(", ", shown)} and {names.Count - most} more"
            : shown.Count < 2 ? string.Concat(shown)
            : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }
}

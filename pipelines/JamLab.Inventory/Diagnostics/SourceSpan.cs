namespace JamLab.Inventory.Diagnostics;

/// <summary>Where a value stands: lines and columns count from 1, as editors show them; length is in characters of that line.</summary>
public readonly record struct SourceSpan(string File, int Line, int Column, int Length = 1)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Model;

/// <summary>A value and the place in the user's files that gave it, so that a later stage can still point there.</summary>
public readonly record struct Sourced<T>(T Value, SourceSpan Source)
{
    public static implicit operator T(Sourced<T> sourced) => sourced.Value;

    public override string ToString() => Value?.ToString() ?? "";
}

using System.Diagnostics;

namespace JamLab.Inventory;

/// <summary>A string that prints as <c>***</c>; <see cref="Reveal"/> is called only where it is written to a host or to a tool's stdin or environment.</summary>
[DebuggerDisplay("***")]
public sealed class Secret(string value) : IEquatable<Secret>
{
    private readonly string _value = value;

    public string Reveal() => _value;

    public override string ToString() => "***";

    public bool Equals(Secret? other) => other is not null && other._value == _value;

    public override bool Equals(object? obj) => Equals(obj as Secret);

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);
}

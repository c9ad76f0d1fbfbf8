using System.Diagnostics;

namespace Nuke.Common.Tooling;

/// <summary>Where a line of output came from.</summary>
public enum OutputType
{
    Std,
    Err,
}

/// <summary>One line that a process wrote, as it wrote it: secrets in it are not masked.</summary>
[DebuggerDisplay("{Text}")]
public struct Output : IEquatable<Output>
{
    public OutputType Type { get; set; }

    public string Text { get; set; }

    public readonly bool Equals(Output other) => Type == other.Type && Text == other.Text;

    public override readonly bool Equals(object? obj) => obj is Output other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Type, Text);

    public static bool operator ==(Output left, Output right) => left.Equals(right);

    public static bool operator !=(Output left, Output right) => !left.Equals(right);
}

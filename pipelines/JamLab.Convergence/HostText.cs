using System.Security.Cryptography;
using System.Text;

namespace JamLab.Convergence;

/// <summary>Text for a host. One that holds secrets prints as <c>***</c> and never shows in diffs, logs or reports.</summary>
public sealed class HostText(string value, bool isSecret = false) : IEquatable<HostText>
{
    private string? _hash;

    public bool IsSecret { get; } = isSecret;

    /// <summary>SHA-256 of the text in UTF-8, in lower-case hexadecimal as <c>sha256sum</c> prints it.</summary>
    public string Sha256 => _hash ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    public bool IsEmpty => value.Length == 0;

    /// <summary>A text with a secret in it.</summary>
    public static HostText Secret(string value) => new(value, isSecret: true);

    public static implicit operator HostText(string value) => new(value);

    /// <summary>The text itself, for writing it to a host.</summary>
    public string Reveal() => value;

    public bool Equals(HostText? other) => other is not null && other.Reveal() == value && other.IsSecret == IsSecret;

    public override bool Equals(object? obj) => Equals(obj as HostText);

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => IsSecret ? "***" : value;
}

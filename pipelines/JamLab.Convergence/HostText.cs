using System.Security.Cryptography;
using System.Text;

namespace JamLab.Convergence;

/// <summary>Text (or bytes) for a host. One that holds secrets prints as <c>***</c> and never shows in diffs, logs or reports.</summary>
public sealed class HostText : IEquatable<HostText>
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly string? _text;
    private readonly byte[]? _bytes;
    private string? _hash;

    public HostText(string value, bool isSecret = false) => (_text, IsSecret) = (value, isSecret);

    private HostText(byte[] bytes, bool isSecret) => (_bytes, IsSecret) = (bytes, isSecret);

    public bool IsSecret { get; }

    /// <summary>False for bytes that are no text: they have no <see cref="Reveal"/> and no diff.</summary>
    public bool IsText => _text is not null;

    /// <summary>SHA-256 of the text in UTF-8, in lower-case hexadecimal as <c>sha256sum</c> prints it.</summary>
    public string Sha256 => _hash ??= Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    public bool IsEmpty => _text is { Length: 0 };

    /// <summary>The bytes that the host gets; a text in UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes ?? Encoding.UTF8.GetBytes(_text!);

    /// <summary>A text with a secret in it.</summary>
    public static HostText Secret(string value) => new(value, isSecret: true);

    /// <summary>Bytes as they are: a text if they are UTF-8 without NUL. The array is kept, not copied.</summary>
    public static HostText FromBytes(byte[] bytes, bool isSecret = false)
    {
        if (bytes.AsSpan().Contains((byte)0))
            return new HostText(bytes, isSecret);
        try
        {
            return new HostText(Strict.GetString(bytes), isSecret);
        }
        catch (ArgumentException)
        {
            return new HostText(bytes, isSecret);
        }
    }

    public static implicit operator HostText(string value) => new(value);

    /// <summary>The text itself, for writing it to a host; throws <see cref="InvalidOperationException"/> for bytes that are none.</summary>
    public string Reveal() => _text ?? throw new InvalidOperationException("bytes, not text");

    public bool Equals(HostText? other) =>
        other is not null && other.IsSecret == IsSecret && other.IsText == IsText && (IsText ? other._text == _text : other.Sha256 == Sha256);

    public override bool Equals(object? obj) => Equals(obj as HostText);

    public override int GetHashCode() => (_text ?? Sha256).GetHashCode(StringComparison.Ordinal);

    public override string ToString() => IsSecret ? "***" : _text ?? $"{_bytes!.Length} bytes, sha256 {Sha256[..12]}";
}

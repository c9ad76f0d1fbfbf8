using System.Buffers.Binary;
using System.Text;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Text;

/// <summary>An OpenSSH public key on one line, as <c>ssh-keygen</c> writes it to <c>*.pub</c> (RFC 4253, section 6.6).</summary>
internal static class PublicKeyText
{
    private const string Way = "paste the one line of a .pub file, for example: ssh-ed25519 AAAAC3... me@laptop";
    private static readonly string[] Types =
    [
        "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ];

    public const string Pattern = "^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\\.com) AAAA[A-Za-z0-9+/]+={0,3}( .*)?$";

    public static Parsed<string> Parse(string text)
    {
        var words = text.Split(' ', 3);
        var type = words[0];
        if (type == "ssh-dss")
            return new Mistake(Codes.WeakKey, "a DSA key, which OpenSSH no longer accepts", "make a new one: ssh-keygen -t ed25519");
        if (Array.IndexOf(Types, type) < 0)
            return new Mistake(Codes.NotAPublicKey, $"not a public key: {Beginning(text)}", Types.Any(known => text.Contains(known + " ", StringComparison.Ordinal)) ? "options in front of the key are not supported; start with the key's type" : Way);
        if (words.Length < 2 || words[1].Length == 0)
            return new Mistake(Codes.NotAPublicKey, $"not a public key: nothing follows {type}", Way);
        if (text.Contains('\n', StringComparison.Ordinal))
            return new Mistake(Codes.NotAPublicKey, "not a public key: it has more than one line", "each key is its own entry of the list, on one line");

        var blob = new byte[words[1].Length];
        if (!Convert.TryFromBase64String(words[1], blob, out var length))
            return new Mistake(Codes.NotAPublicKey, $"the {type} key is damaged: its second word is not base64", "copy the whole line again");
        return Check(text, type, blob.AsSpan(0, length));
    }

    private static Parsed<string> Check(string text, string type, ReadOnlySpan<byte> blob)
    {
        if (!TryField(ref blob, out var inner))
            return Cut(type);
        if (!inner.SequenceEqual(Encoding.ASCII.GetBytes(type)))
            return new Mistake(Codes.NotAPublicKey, $"the key says {type}, but its inside is of another type", "copy the whole line again; the first word and the rest belong together");
        if (!TryField(ref blob, out var first))
            return Cut(type);
        if (type == "ssh-ed25519")
            return first.Length == 32 && blob.IsEmpty ? text : Cut(type);
        if (!TryField(ref blob, out var second))
            return Cut(type);
        if (type != "ssh-rsa")
            return text;
        var bits = BitLength(second);
        return bits >= 2048 ? text
            : new Mistake(Codes.WeakKey, $"an RSA key of only {bits} bits", "make a new one: ssh-keygen -t ed25519");
    }

    private static int BitLength(ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)0);
        return number.IsEmpty ? 0 : (number.Length * 8) - System.Numerics.BitOperations.LeadingZeroCount(number[0]) + 24;
    }

    private static bool TryField(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (rest.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > rest.Length - 4)
            return false;
        field = rest.Slice(4, (int)length);
        rest = rest[(4 + (int)length)..];
        return true;
    }

    private static Mistake Cut(string type) => new(Codes.NotAPublicKey, $"the {type} key is cut off or damaged", "copy the whole line again");

    // Never more than a few characters: what was pasted by mistake may be anything.
    private static string Beginning(string text) =>
        text.StartsWith('/') || text.StartsWith('~') || text.EndsWith(".pub", StringComparison.Ordinal) ? $"{Show.Value(text)} is a path"
            : $"it starts with {Show.Value(text.Length > 12 ? text[..12] + "…" : text)}";
}

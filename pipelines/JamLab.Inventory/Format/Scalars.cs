using System.Net;
using System.Text.Json.Nodes;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;

namespace JamLab.Inventory.Format;

/// <summary>The words and numbers of the format.</summary>
internal static class Scalars
{
    public static ScalarShape<ByteSize> Size { get; } = new("size", "a size with a unit", SizeText.Parse, Pattern(SizeText.Pattern), "12GiB", "512MiB");

    public static ScalarShape<ByteSize> Memory { get; } = new("size", "a size with a unit", text => AtLeast(SizeText.Parse(text), ByteSize.FromMiB(64), text, "memory"), Pattern(SizeText.Pattern), "1GiB", "512MiB");

    public static ScalarShape<ByteSize> ServiceMemory { get; } = new("size", "a size with a unit", text => AtLeast(SizeText.Parse(text), ByteSize.FromMiB(4), text, "a service"), Pattern(SizeText.Pattern), "256MiB", "1GiB");

    public static ScalarShape<ByteSize> DiskSize { get; } = new("size", "a size with a unit", text => AtLeast(SizeText.Parse(text), ByteSize.FromMiB(16), text, "a disk"), Pattern(SizeText.Pattern), "20GiB", "1TiB");

    public static ScalarShape<TimeSpan> Duration { get; } = new("time", "a time with a unit", DurationText.Parse, Pattern(DurationText.Pattern), "5m", "90s");

    public static ScalarShape<IPAddress> Address { get; } = new("IPv4 address", "an IPv4 address", AddressText.Parse, Pattern(AddressText.Pattern), "192.168.10.5");

    public static ScalarShape<Cidr> Network { get; } = new("IPv4 network", "an IPv4 network", CidrText.Parse, Pattern(CidrText.Pattern), "192.168.10.0/24");

    public static ScalarShape<string> Mac { get; } = new("MAC address", "a MAC address", MacText.Parse, Pattern(MacText.Pattern), "52:54:00:0a:0b:0c");

    public static ScalarShape<HostRange> Hosts { get; } = new("name or range", "a host name or a range", HostRange.Parse, Pattern(HostRange.Pattern), "vb[0..2]");

    public static ScalarShape<string> Label { get; } = new("host name", "a host name", NameText.ParseLabel, Pattern(NameText.LabelPattern), "vb0");

    public static ScalarShape<string> Word { get; } = new("name", "a name", NameText.ParseWord, Pattern(NameText.WordPattern));

    public static ScalarShape<string> User { get; } = new("user name", "a user name", NameText.ParseUser, Pattern(NameText.UserPattern), "jam");

    public static ScalarShape<string> Domain { get; } = new("domain", "a domain", NameText.ParseDomain, Pattern(NameText.DomainPattern), "lab.internal");

    public static ScalarShape<string> HostName { get; } = new("DNS name", "a DNS name", NameText.ParseHostName, Pattern(NameText.HostNamePattern), "grafana", "vault.lab.internal");

    public static ScalarShape<string> PublicKey { get; } = new("OpenSSH public key", "an OpenSSH public key", PublicKeyText.Parse, Pattern(PublicKeyText.Pattern));

    public static ScalarShape<string> TimeZone { get; } = new("IANA time zone", "a time zone", TimeZoneText.Parse, json => json["type"] = "string", "Europe/Tallinn", "Etc/UTC");

    /// <summary>A name that another part of the file, or a folder, defines; whether it exists is checked later, with "did you mean".</summary>
    public static ScalarShape<string> Reference(string what) => new(what, $"the name of a {what}", NoBlanks, Pattern("^\\S+$"));

    public static ScalarShape<string> Text(string name, params string[] examples) => new(name, $"a {name}", NoBlanks, Pattern("^\\S+$"), examples);

    /// <summary>What a role makes of is its own matter: any text, blanks and several lines included.</summary>
    public static ScalarShape<string> AnyText { get; } = new("text", "a text",
        text => text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? new Mistake(Codes.BadText, $"{Show.Value(text)} has control characters in it", "delete them") : text,
        json => json["type"] = new JsonArray("string", "number", "boolean"));

    public static ScalarShape<Uri> WebAddress { get; } = new("web address", "an http or https address",
        text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && !text.Any(char.IsWhiteSpace) ? url
            : new Mistake(Codes.BadText, $"{Show.Value(text)} is not an http or https address", text.Contains("://", StringComparison.Ordinal) ? null : $"did you mean https://{text.TrimStart('/')}?"),
        Pattern("^https?://\\S+$"), "https://releases.lab.internal/consul.zip");

    public static ScalarShape<string> Path { get; } = new("absolute path", "an absolute path",
        text => text.StartsWith('/') && !text.Any(char.IsWhiteSpace) ? text : new Mistake(Codes.BadText, $"{Show.Value(text)} is not an absolute path", text.Contains('/', StringComparison.Ordinal) ? null : $"did you mean /bin/{text}?"),
        Pattern("^/\\S*$"), "/bin/bash");

    public static ScalarShape<string> Url { get; } = new("https address", "an https address", UrlText, Pattern("^https://\\S+$"), "https://pve0.lab.internal:8006");

    public static ScalarShape<bool> Boolean { get; } = new("true or false", "true or false", text => text switch
    {
        "true" => true,
        "false" => false,
        _ => new Mistake(Codes.NotAChoice, $"{Show.Value(text)} is neither true nor false", text.ToLowerInvariant() switch
        {
            "yes" or "on" or "y" or "1" or "true" => "write true",
            "no" or "off" or "n" or "0" or "false" => "write false",
            _ => null,
        }),
    }, json => json["type"] = "boolean");

    public static ScalarShape<int> Number(int least, int most, params string[] examples) => new("whole number", $"a whole number from {least} to {most}", text => NumberText(text, least, most), json =>
    {
        json["type"] = "integer";
        json["minimum"] = least;
        json["maximum"] = most;
    }, examples);

    public static ScalarShape<T> Choice<T>(string what, params (string Word, T Value)[] choices) => new(string.Join(", ", choices.Select(one => one.Word)), $"one of {string.Join(", ", choices.Select(one => one.Word))}", text =>
    {
        foreach (var (word, value) in choices)
        {
            if (word == text)
                return value;
        }

        return new Mistake(Codes.NotAChoice, $"{Show.Value(text)} is not {(what[0] is 'e' or 'i' or 'o' or 'u' or 'a' ? "an" : "a")} {what}", Nearest.Hint(text, choices.Select(one => one.Word)) ?? $"one of {string.Join(", ", choices.Select(one => one.Word))}");
    }, json => json["enum"] = new JsonArray([.. choices.Select(one => (JsonNode)one.Word)]));

    public static Action<JsonObject> Pattern(string pattern) => json =>
    {
        json["type"] = "string";
        json["pattern"] = pattern;
    };

    private static Parsed<ByteSize> AtLeast(Parsed<ByteSize> size, ByteSize least, string text, string what) =>
        size.Mistake is null && size.Value < least ? new Mistake(Codes.BadSize, $"{Show.Value(text)} is too little for {what}", $"at least {least}") : size;

    private static Parsed<string> NoBlanks(string text) =>
        text.Length > 0 && text.Length <= 255 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? text
            : new Mistake(Codes.BadText, text.Length > 255 ? $"{Show.Value(text)} is longer than 255 characters" : $"{Show.Value(text)} is empty or has blanks in it", "write it without blanks");

    private static Parsed<string> UrlText(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != "https")
            return new Mistake(Codes.BadText, $"{Show.Value(text)} is not an https address", $"write it as https://{(text.Contains("://", StringComparison.Ordinal) ? text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..] : text)}");
        return text;
    }

    private static Parsed<int> NumberText(string text, int least, int most)
    {
        if (text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0'))
        {
            var value = int.Parse(text);
            return value >= least && value <= most ? value : new Mistake(Codes.BadNumber, $"{value} is too {(value < least ? "small" : "large")}", $"from {least} to {most}");
        }

        if (text.Length > 1 && text[0] == '-' && text.Skip(1).All(char.IsAsciiDigit))
            return new Mistake(Codes.BadNumber, $"{Show.Value(text)} is less than zero", $"from {least} to {most}");
        return new Mistake(Codes.BadNumber, $"{Show.Value(text)} is not a whole number", $"write digits only, from {least} to {most}");
    }
}

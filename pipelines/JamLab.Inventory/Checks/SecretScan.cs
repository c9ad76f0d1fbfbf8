using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Text;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Checks;

/// <summary>Finds private keys and passwords anywhere in the file, under keys that the format does not know, too. Values are never repeated.</summary>
internal static class SecretScan
{
    private static readonly string[] KeyMarks = ["PRIVATE KEY-----", "PuTTY-User-Key-File-", "AGE-SECRET-KEY-1"];
    private static readonly string[] PasswordWords = ["password", "passwd", "passphrase", "secret", "token", "api_key", "apikey", "secret_key", "private_key"];

    /// <summary>In the text rather than the tree: a pasted key often breaks the YAML, and comments count as well.</summary>
    public static void FindKeys(string text, Problems problems)
    {
        if (!KeyMarks.Any(mark => text.Contains(mark, StringComparison.Ordinal)))
            return;
        var lines = Lines.Split(text);
        for (var i = 0; i < lines.Length; i++)
        {
            if (IsKeyStart(lines[i]) is { } start)
                problems.Error(Codes.PrivateKey, new SourceSpan(problems.File, i + 1, start + 1), "a private key stands here", "delete it, and replace the key pair: it has been in a file that is meant to be shared; an inventory takes public keys only");
        }
    }

    /// <summary>Where in a line a private key begins.</summary>
    public static int? IsKeyStart(string line)
    {
        foreach (var mark in KeyMarks)
        {
            var at = line.IndexOf(mark, StringComparison.Ordinal);
            if (at < 0 || (mark == KeyMarks[0] && line.LastIndexOf("-----BEGIN", at, StringComparison.Ordinal) < 0))
                continue;
            return mark == KeyMarks[0] ? line.LastIndexOf("-----BEGIN", at, StringComparison.Ordinal) : at;
        }

        return null;
    }

    public static bool IsPasswordKey(ReadOnlySpan<char> key)
    {
        foreach (var word in PasswordWords)
        {
            if (key.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Reports passwords in the open; returns the nodes that readers must leave alone.</summary>
    public static IReadOnlySet<YamlValue> FindPasswords(YamlValue root, Problems problems)
    {
        var secrets = new HashSet<YamlValue>(ReferenceEqualityComparer.Instance);
        var named = NamesOfSecrets(root);
        var seen = new HashSet<YamlValue>(ReferenceEqualityComparer.Instance);
        var open = new Stack<YamlValue>([root]);
        while (open.TryPop(out var node))
        {
            if (node is YamlScalar { Text: var text } && KeyMarks.Any(mark => text.Contains(mark, StringComparison.Ordinal)))
                secrets.Add(node);
            if (node is YamlScalar || !seen.Add(node))
                continue;
            if (node is YamlList list)
            {
                foreach (var item in list.Items)
                    open.Push(item);
            }

            foreach (var (key, value) in (node as YamlMap)?.Entries ?? [])
            {
                open.Push(value);
                if (value is not YamlScalar { IsNull: false, Tag: null } scalar)
                    continue;
                if (IsPasswordKey(key.Text) && !named.Contains(scalar))
                    Tell(key.Span, scalar, $"{key.Text} is written in the open");
                else if (HasPassword(scalar.Text))
                    Tell(key.Span, scalar, $"{key.Text} has a password in its address");
            }
        }

        return secrets;

        void Tell(SourceSpan keyPlace, YamlScalar scalar, string message)
        {
            secrets.Add(scalar);
            if (!KeyMarks.Any(mark => scalar.Text.Contains(mark, StringComparison.Ordinal)))
                problems.Error(Codes.PlainPassword, scalar.Span.Line == keyPlace.Line ? scalar.Span : keyPlace, message, "take it out of the file and change it; what must be here is sealed with !vault");
        }
    }

    // services: {<name>: {secrets: {DB_PASSWORD: postgres/admin}}} names a secret and holds none.
    private static HashSet<YamlValue> NamesOfSecrets(YamlValue root)
    {
        var names = new HashSet<YamlValue>(ReferenceEqualityComparer.Instance);
        foreach (var service in Below(root, "services").SelectMany(services => (services as YamlMap)?.Entries ?? []))
            names.UnionWith(Below(service.Value, "secrets").SelectMany(secrets => (secrets as YamlMap)?.Entries ?? []).Select(one => one.Value).Where(value => value is YamlScalar scalar && SecretNameText.IsName(scalar.Text)));
        return names;
    }

    private static IEnumerable<YamlValue> Below(YamlValue value, string name) => (value as YamlMap)?.Entries.Where(entry => entry.Key.Text == name).Select(entry => entry.Value) ?? [];

    // https://user:password@host
    private static bool HasPassword(string text) =>
        text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Contains(':', StringComparison.Ordinal);
}

using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Facts;

/// <summary>Whether a user can log in with a password, and SHA-256 of its hash; the hash itself never leaves the host.</summary>
public sealed record PasswordFact(string User) : Fact<PasswordInfo>
{
    private static readonly PasswordKind Shared = new();

    public override FactKind Kind => Shared;

    private sealed class PasswordKind : FactKind<PasswordFact, PasswordInfo>
    {
        public override string Name => "passwords";

        protected override string Script(IReadOnlyList<PasswordFact> facts) =>
            $$"""
            while IFS=: read -r user hash rest; do
              case ' {{string.Join(' ', facts.Select(fact => fact.User))}} ' in *" $user "*) ;; *) continue;; esac
              case $hash in
                '!'*|'*'*) echo "$user locked -";;
                '') echo "$user empty -";;
                *) printf '%s set ' "$user"; printf %s "$hash" | sha256sum || exit 1;;
              esac
            done < /etc/shadow
            """;

        protected override IReadOnlyList<PasswordInfo> Read(IReadOnlyList<PasswordFact> facts, IReadOnlyList<string> lines)
        {
            var found = new Dictionary<string, PasswordInfo>(StringComparer.Ordinal);
            foreach (var line in lines)
            {
                var words = line.Split(' ', 4);
                found[words[0]] = new PasswordInfo(words[1] switch { "locked" => PasswordState.Locked, "empty" => PasswordState.Empty, "set" => PasswordState.Set, var other => throw new FormatException($"'{other}' is no state of a password") },
                    words[1] == "set" ? words[2] : null);
            }

            return [.. facts.Select(fact => found.GetValueOrDefault(fact.User, new PasswordInfo(PasswordState.Locked, null)))];
        }
    }
}

/// <summary>A user's password: its state, and SHA-256 of the hash in shadow(5) when there is one.</summary>
public sealed record PasswordInfo(PasswordState State, string? HashSha256);

/// <summary>Whether a password opens anything.</summary>
public enum PasswordState
{
    Locked,
    Empty,
    Set,
}

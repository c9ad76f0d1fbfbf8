using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>Accounts that were made for users of the inventory and are no longer wanted are removed. Which those are a file on the host tells; homes are kept aside.</summary>
/// <param name="Wanted">The users that the host has now.</param>
/// <param name="Spared">An account that is never removed, whatever the file says.</param>
internal sealed record LeftUsers(IReadOnlyList<string> Wanted, string Spared) : Resource
{
    /// <summary>The accounts that are ours, one a line.</summary>
    public const string RecordFile = "/var/lib/jamlab/users";

    public override string Name => "users that left";

    public override IEnumerable<Fact> Facts => [new ContentFact(RecordFile, null)];

    public override Change? Diff(HostFacts facts)
    {
        var recorded = facts.Get(new ContentFact(RecordFile, null)).Text;
        var wanted = string.Concat(Wanted.Order(StringComparer.Ordinal).Select(name => name + "\n"));
        if (recorded == wanted)
            return null;
        var left = (recorded ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => !Wanted.Contains(name) && name != Spared && name != "root").ToList();
        // The record comes first for those who come and last for those who go: an interrupted run forgets nobody.
        var script = string.Concat(left.Select(Remove)) + Sh.Write(wanted, $"{RecordFile}.new") + $"mv -f {RecordFile}.new {RecordFile}\n";
        return new Change(this, [.. left.Select(name => new Difference(name, "there", "removed")).DefaultIfEmpty(new Difference("accounts on record"))], script)
        {
            Touches = [RecordFile],
        };
    }

    // What the user runs goes first: userdel refuses while there is anything. The number goes to the next user who is made, and the home must not go with it.
    private static string Remove(string name)
    {
        var word = Sh.Quote(name);
        return $$"""
            if id -u {{word}} >/dev/null 2>&1; then
              if command -v loginctl >/dev/null 2>&1; then loginctl kill-user --signal=KILL "$(id -u {{word}})" 2>/dev/null || :; fi
              j_home=$(getent passwd {{word}} | cut -d: -f6)
              userdel {{word}}
              case $j_home in
                /home/?*) if [ -d "$j_home" ]; then chown root:root "$j_home"; chmod 0700 "$j_home"; mv "$j_home" "$j_home.left-$(date +%s)"; fi;;
              esac
            fi
            rm -f /etc/sudoers.d/{{Sh.Quote($"jamlab-{name.Replace('.', '_')}")}}

            """;
    }
}

using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

public sealed partial record User
{
    private string Word => Sh.Quote(UserName);

    // Options that useradd and usermod share.
    private string Options(bool isNew) =>
        Option("-u", Id?.ToString()) + Option("-c", Comment) + Option("-d", WantedHome) + Option("-s", Shell) + Option("-g", PrimaryGroup) +
        (Groups is not { Count: > 0 } ? NoOtherGroups && !isNew ? " -G ''" : "" : Option(isNew || NoOtherGroups ? "-G" : "-aG", string.Join(',', Groups)));

    private Change Creation(HostFacts facts)
    {
        // useradd refuses to make a group that is there.
        var group = PrimaryGroup is null ? $"if getent group {Word} >/dev/null; then j_group='-g {UserName}'; else j_group=-U; fi\n" : "j_group=\n";
        var add = $"{group}useradd $j_group{(System ? " -r -M" : " -m")}{Options(isNew: true)} {Word}\n";
        // A package that comes before may have made it by then.
        var modify = Options(isNew: false) is { Length: > 0 } options ? $"usermod{options} {Word}" : ":";
        return Change(new Difference("new", null, "user"), facts.PackagesAreChanging ? $"if id -u {Word} >/dev/null 2>&1; then {modify}; else\n{add}fi\n" : add);
    }

    private Change? Modification(Accounts accounts, UserInfo now)
    {
        var differences = new List<Difference>();
        var options = "";
        void Compare(string what, string option, string is_, string? wanted)
        {
            if (wanted is null || wanted == is_)
                return;
            differences.Add(new Difference(what, is_, wanted));
            options += Option(option, wanted);
        }

        var primary = accounts.PrimaryGroup(now);
        Compare("id", "-u", $"{now.Id}", Id?.ToString());
        Compare("comment", "-c", now.Comment, Comment);
        Compare("home", "-d", now.Home, WantedHome);
        Compare("shell", "-s", now.Shell, Shell);
        Compare("group", "-g", primary, PrimaryGroup);
        if (Groups is not null)
        {
            var others = accounts.GroupsOf(UserName).Where(group => group != primary).Order(StringComparer.Ordinal).ToList();
            var missing = Groups.Distinct().Where(group => group != (PrimaryGroup ?? primary) && !others.Contains(group)).ToList();
            var tooMany = NoOtherGroups && others.Except(Groups).Any();
            if (missing.Count > 0 || tooMany)
            {
                differences.Add(new Difference("groups", string.Join(' ', others), string.Join(' ', (NoOtherGroups ? Groups : others.Union(Groups)).Order(StringComparer.Ordinal))));
                options += NoOtherGroups ? $" -G {Sh.Quote(string.Join(',', Groups))}" : Option("-aG", string.Join(',', missing));
            }
        }

        return differences.Count == 0 ? null : new Change(this, differences, $"usermod{options} {Word}\n");
    }

    private Change? Password(HostFacts facts, bool isNew)
    {
        if (!AsksPassword)
            return null;
        var now = facts.Get(new PasswordFact(UserName));
        if (PasswordLocked)
            return isNew || now.State == PasswordState.Locked ? null : Change(new Difference("password", now.State == PasswordState.Set ? "set" : "empty", "locked"), $"usermod -L {Word}\n");
        if (!isNew && now.HashSha256 == PasswordHash!.Sha256)
            return null;
        // Over stdin: an argument would show in the host's process list.
        return Change(new Difference("password", null, isNew ? "new, not shown" : "changed, not shown"), HostText.Secret($"printf '%s\\n' {Sh.Quote($"{UserName}:{PasswordHash!.Reveal()}")} | chpasswd -e\n"));
    }

    private Change? NoSudo(HostFacts facts) =>
        facts.Get(new PathFact(SudoFile.Path)).Exists
            ? new Change(this, [new Difference("sudo", "everything", "nothing")], $"rm -f {Sh.Quote(SudoFile.Path)}\n") { Touches = [SudoFile.Path] }
            : null;

    // What the user runs goes first: userdel refuses while there is anything.
    private Change Removal() => Change(new Difference("user", "there", "removed"),
        $$"""
        if [ "$(logname 2>/dev/null || :)" = {{Word}} ] || [ "${SUDO_USER:-}" = {{Word}} ]; then echo "this run itself is logged in as {{UserName}}: log in as another user to remove it"; exit 1; fi
        j_id=$(id -u {{Word}})
        if command -v loginctl >/dev/null 2>&1; then loginctl kill-user --signal=KILL "$j_id" 2>/dev/null || :; fi
        j_left=20
        until j_said=$(userdel{{(RemoveHome ? " -r" : "")}} {{Word}} 2>&1); do
          [ $j_left -gt 0 ] || { printf '%s\n' "$j_said"; exit 1; }
          j_left=$((j_left-1)); sleep 0.25
        done

        """);

    private static string Option(string name, string? value) => value is null ? "" : $" {name} {Sh.Quote(value)}";

    private Change Change(Difference difference, HostText script) => new(this, [difference], script);
}

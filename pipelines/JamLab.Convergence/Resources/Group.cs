using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>A group of the host itself. Its members are said by <see cref="User.Groups"/>.</summary>
public sealed record Group(string GroupName) : Resource
{
    public string GroupName { get; } = AccountName.Check(GroupName);

    /// <summary>The group's number; null for the next free one, or the one it has.</summary>
    public int? Id { get; init; }

    /// <summary>Numbered below the users' range when it is made.</summary>
    public bool System { get; init; }

    /// <summary>Removed; the host refuses it while it is a user's primary group.</summary>
    public bool Absent { get; init; }

    public override string Name => $"group {GroupName}";

    public override IEnumerable<Fact> Facts => [AccountsFact.Instance];

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(AccountsFact.Instance).Groups.GetValueOrDefault(GroupName);
        if (Absent)
            return now is null ? null : Change(new Difference("group", "there", "removed"), $"groupdel {Word}\n");
        var id = Id is null ? "" : $" -g {Id}";
        if (now is null)
        {
            var add = $"groupadd{(System ? " -r" : "")}{id} {Word}\n";
            // A package that comes before may have made it by then.
            return Change(new Difference("new", null, Id is null ? "group" : $"group {Id}"),
                facts.PackagesAreChanging ? $"if getent group {Word} >/dev/null; then {(Id is null ? ":" : $"groupmod{id} {Word}")}; else {add.TrimEnd('\n')}; fi\n" : add);
        }

        return Id is { } wanted && wanted != now.Id ? Change(new Difference("id", $"{now.Id}", $"{wanted}"), $"groupmod{id} {Word}\n") : null;
    }

    private string Word => Sh.Quote(GroupName);

    private Change Change(Difference difference, string script) => new(this, [difference], script);
}

using JamLab.Convergence.Facts;

namespace JamLab.Convergence.Resources;

/// <summary>A user of the host itself. What is null is left as it is, or as the host's own tools make it for a new user.</summary>
public sealed partial record User(string UserName) : Resource
{
    public string UserName { get; } = AccountName.Check(UserName);

    /// <summary>The user's number.</summary>
    public int? Id { get; init; }

    /// <summary>The full name or purpose.</summary>
    public string? Comment { get; init; }

    /// <summary>The home directory; made for a new user unless <see cref="System"/>. Changing it moves nothing. With keys it is /home/NAME (root: /root) unless given.</summary>
    public string? Home { get; init; }

    /// <summary>The login shell's path.</summary>
    public string? Shell { get; init; }

    /// <summary>The primary group's name, which must exist; a group of the user's own name unless given.</summary>
    public string? PrimaryGroup { get; init; }

    /// <summary>Groups to be in beside the primary one; they must exist.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Whether the user leaves all groups that <see cref="Groups"/> does not name.</summary>
    public bool NoOtherGroups { get; init; }

    /// <summary>The whole of ~/.ssh/authorized_keys, a line each; an empty list lets no key in.</summary>
    public IReadOnlyList<string>? AuthorizedKeys { get; init; }

    /// <summary>Whether everything may be run with sudo without a password; false takes back only what was given here.</summary>
    public bool? Sudo { get; init; }

    /// <summary>The password as crypt(5) hashes it; shows nowhere.</summary>
    public HostText? PasswordHash { get; init; }

    /// <summary>No password opens it; keys still do.</summary>
    public bool PasswordLocked { get; init; }

    /// <summary>Numbered below the users' range when it is made, without a home.</summary>
    public bool System { get; init; }

    /// <summary>Removed; its home stays unless <see cref="RemoveHome"/>. Refused for the user that this run itself is logged in as.</summary>
    public bool Absent { get; init; }

    /// <summary>Removes the home and mails of a user that is <see cref="Absent"/>.</summary>
    public bool RemoveHome { get; init; }

    public override string Name => $"user {UserName}";

    public override IEnumerable<Fact> Facts =>
    [
        AccountsFact.Instance,
        .. Sudo is null && !Absent ? [] : SudoFile.Facts,
        .. Absent || !AsksPassword ? [] : new Fact[] { new PasswordFact(UserName) },
        .. Absent || AuthorizedKeys is null ? [] : KeysDirectory("").Facts.Concat(KeysFile("").Facts),
    ];

    private bool AsksPassword => PasswordLocked || PasswordHash is not null;

    private string? WantedHome => Home ?? (AuthorizedKeys is null ? null : UserName == "root" ? "/root" : $"/home/{UserName}");

    // sudo ignores files whose names hold a dot.
    private File SudoFile => new($"/etc/sudoers.d/jamlab-{UserName.Replace('.', '_')}", $"{UserName} ALL=(ALL:ALL) NOPASSWD: ALL\n")
    {
        Mode = 0b100_100_000,
        Validate = "visudo -cqf \"$file\"",
    };

    public override Change? Diff(HostFacts facts)
    {
        if (PasswordHash is not null && PasswordLocked)
            throw new ArgumentException($"{Name} has a password and is locked: one of both");
        var accounts = facts.Get(AccountsFact.Instance);
        var now = accounts.Users.GetValueOrDefault(UserName);
        if (Absent)
            return Parts.Combine(this, NoSudo(facts), now is null ? null : Removal());
        var group = PrimaryGroup ?? (now is null ? UserName : accounts.PrimaryGroup(now));
        return Parts.Combine(this,
            now is null ? Creation(facts) : Modification(accounts, now),
            Password(facts, now is null),
            AuthorizedKeys is null ? null : Parts.Diff(KeysDirectory(group), "directory of keys", facts),
            AuthorizedKeys is null ? null : Parts.Diff(KeysFile(group), "authorized keys", facts),
            Sudo == true ? Parts.Diff(SudoFile, "sudo", facts) : Sudo == false ? NoSudo(facts) : null);
    }

    private Directory KeysDirectory(string group) => new($"{WantedHome}/.ssh") { Mode = 0b111_000_000, Owner = UserName, Group = group };

    private File KeysFile(string group) =>
        new($"{WantedHome}/.ssh/authorized_keys", string.Concat(AuthorizedKeys!.Select(key => key.Trim() + "\n"))) { Mode = 0b110_000_000, Owner = UserName, Group = group };
}

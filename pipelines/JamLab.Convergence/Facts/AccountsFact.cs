namespace JamLab.Convergence.Facts;

/// <summary>The host's own users and groups: /etc/passwd and /etc/group, which hold no secrets.</summary>
public sealed record AccountsFact : Fact<Accounts>
{
    public static AccountsFact Instance { get; } = new();

    public override FactKind Kind { get; } = new AccountsKind();

    private sealed class AccountsKind : FactKind<AccountsFact, Accounts>
    {
        public override string Name => "users and groups";

        protected override string Script(IReadOnlyList<AccountsFact> facts) => "cat /etc/passwd /etc/group";

        protected override IReadOnlyList<Accounts> Read(IReadOnlyList<AccountsFact> facts, IReadOnlyList<string> lines)
        {
            var users = new Dictionary<string, UserInfo>(StringComparer.Ordinal);
            var groups = new Dictionary<string, GroupInfo>(StringComparer.Ordinal);
            foreach (var line in lines)
            {
                switch (line.Split(':'))
                {
                    case [var name, _, var uid, var gid, var comment, var home, var shell]:
                        users.TryAdd(name, new UserInfo(name, int.Parse(uid), int.Parse(gid), comment, home, shell));
                        break;
                    case [var name, _, var gid, var members]:
                        groups.TryAdd(name, new GroupInfo(name, int.Parse(gid), members.Split(',', StringSplitOptions.RemoveEmptyEntries)));
                        break;
                    // Lines of NIS (+::::::) and comments.
                    default:
                        break;
                }
            }

            return [new Accounts(users, groups)];
        }
    }
}

/// <summary>Users and groups by name.</summary>
public sealed record Accounts(IReadOnlyDictionary<string, UserInfo> Users, IReadOnlyDictionary<string, GroupInfo> Groups)
{
    /// <summary>The name of the user's primary group; its number when the group has none.</summary>
    public string PrimaryGroup(UserInfo user) => Groups.Values.FirstOrDefault(group => group.Id == user.GroupId)?.Name ?? $"{user.GroupId}";

    /// <summary>Groups that the user is in beside the primary one.</summary>
    public IEnumerable<string> GroupsOf(string user) => Groups.Values.Where(group => group.Members.Contains(user)).Select(group => group.Name);
}

/// <summary>A line of passwd(5), without the password.</summary>
public sealed record UserInfo(string Name, int Id, int GroupId, string Comment, string Home, string Shell);

/// <summary>A line of group(5), without the password.</summary>
public sealed record GroupInfo(string Name, int Id, IReadOnlyList<string> Members);

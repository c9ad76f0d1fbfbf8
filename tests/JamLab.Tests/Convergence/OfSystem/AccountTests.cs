using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Resources;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.OfSystem;

public sealed class AccountTests
{
    private static readonly User Jam = new("jam") { Groups = ["adm", "docker"] };
    private static readonly PathInfo Folder = PathInfo.Missing with { Type = PathType.Directory, Mode = 0b111_000_000, Owner = "jam", Group = "jam" };
    private static readonly PathInfo SudoFile = PathInfo.Missing with { Type = PathType.File, Mode = 0b100_100_000, Owner = "root", Group = "root" };

    private static readonly Accounts Others = Read(
        """
        root:x:0:0:root:/root:/bin/bash
        adm:x:4:
        docker:x:998:
        """);

    private static readonly Accounts WithJam = Read(
        """
        root:x:0:0:root:/root:/bin/bash
        jam:x:1000:1000:Jam,,,:/home/jam:/bin/sh
        adm:x:4:jam
        docker:x:998:
        games:x:60:jam
        jam:x:1000:
        """);

    [Fact]
    public void A_user()
    {
        new Cases()
            .Add("new", Jam with { Id = 1500, Comment = "Jam O'Lab", Shell = "/bin/bash" }, Are(Others))
            .Add("new, with a group that is there", Jam with { PrimaryGroup = "users" }, Are(Others))
            .Add("new, for a service", new User("consul") { System = true, Home = "/var/lib/consul", Shell = "/usr/sbin/nologin" }, Are(Others))
            .Add("as it should be", Jam with { Groups = ["adm"], Shell = "/bin/sh", Home = "/home/jam", Id = 1000 }, Are(WithJam))
            .Add("another shell, home, number and comment", Jam with { Groups = null, Shell = "/bin/bash", Home = "/srv/jam", Id = 1500, Comment = "" }, Are(WithJam))
            .Add("one group more", Jam, Are(WithJam))
            .Add("no other groups", Jam with { NoOtherGroups = true }, Are(WithJam))
            .Add("to go", Jam with { Absent = true }, Are(WithJam), (new PathFact("/etc/sudoers.d/jamlab-jam"), SudoFile))
            .Add("to go with all", Jam with { Absent = true, RemoveHome = true }, Are(WithJam))
            .Add("gone", Jam with { Absent = true }, Are(Others))
            .Match("User");
    }

    [Fact]
    public void What_opens_a_user()
    {
        var user = new User("jam") { AuthorizedKeys = ["ssh-ed25519 AAAA jam@desk"] };
        var hash = HostText.Secret("$y$j9T$canary");
        new Cases()
            .Add("new with keys and sudo", user with { Sudo = true }, Are(Others))
            .Add("the same keys", user, [Are(WithJam), .. Keys(user, "ssh-ed25519 AAAA jam@desk\n")])
            .Add("other keys", user, [Are(WithJam), .. Keys(user, "ssh-ed25519 AAAA jam@desk\nssh-rsa BBBB stranger\n")])
            .Add("keys that others may write", user, [Are(WithJam), .. Keys(user, "ssh-ed25519 AAAA jam@desk\n"), (new PathFact("/home/jam/.ssh"), Folder with { Mode = 0b111_111_111 })])
            .Add("sudo taken back", new User("jam") { Sudo = false }, Are(WithJam), (new PathFact("/etc/sudoers.d/jamlab-jam"), SudoFile))
            .Add("a password that is to be locked", new User("jam") { PasswordLocked = true }, Are(WithJam), (new PasswordFact("jam"), new PasswordInfo(PasswordState.Set, "00")))
            .Add("a locked password", new User("jam") { PasswordLocked = true }, Are(WithJam))
            .Add("the same password", new User("jam") { PasswordHash = hash }, Are(WithJam), (new PasswordFact("jam"), new PasswordInfo(PasswordState.Set, hash.Sha256)))
            .Match("UserLogin");

        var secret = new User("jam") { PasswordHash = hash };
        var change = secret.Diff(Cases.Host(secret, Cases.Debian, Are(WithJam))).ShouldNotBeNull();
        change.Script.IsSecret.ShouldBeTrue();
        change.Script.Reveal().ShouldBe("printf '%s\\n' 'jam:$y$j9T$canary' | chpasswd -e\n");
        (change.ToString() + string.Join(' ', change.Differences) + secret).ShouldNotContain("canary");
    }

    [Fact]
    public void A_user_that_a_package_of_the_same_plan_may_bring_is_made_or_set_right()
    {
        var user = new User("consul") { Groups = ["adm"], System = true };
        var facts = Cases.Host(user, Cases.Debian, Are(Others), (new PackageFact("consul"), PackageInfo.None));
        facts.Take(new Packages("consul").Diff(facts).ShouldNotBeNull());
        user.Diff(facts).ShouldNotBeNull().Script.Reveal().ShouldBe(
            "if id -u consul >/dev/null 2>&1; then usermod -aG adm consul; else\nif getent group consul >/dev/null; then j_group='-g consul'; else j_group=-U; fi\nuseradd $j_group -r -M -G adm consul\nfi\n");
    }

    [Fact]
    public void A_group()
    {
        new Cases()
            .Add("new", new Group("lab"), Are(Others))
            .Add("new, for a service, with a number", new Group("lab") { System = true, Id = 900 }, Are(Others))
            .Add("there", new Group("docker"), Are(Others))
            .Add("another number", new Group("docker") { Id = 900 }, Are(Others))
            .Add("to go", new Group("docker") { Absent = true }, Are(Others))
            .Add("gone", new Group("lab") { Absent = true }, Are(Others))
            .Match("Group");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-r")]
    [InlineData("a b")]
    [InlineData("a:b")]
    public void A_name_that_is_none_is_refused(string name)
    {
        Should.Throw<ArgumentException>(() => new User(name));
        Should.Throw<ArgumentException>(() => new Group(name));
    }

    [Fact]
    public void Passwords_stay_on_the_host()
    {
        PasswordFact[] facts = [new("root"), new("jam"), new("pi"), new("nobody")];
        var hash = new string('a', 64);
        facts[0].Kind.Read(facts, ["root locked -", $"jam set {hash}  -", "pi empty -"])
            .ShouldBe([new PasswordInfo(PasswordState.Locked, null), new PasswordInfo(PasswordState.Set, hash), new PasswordInfo(PasswordState.Empty, null), new PasswordInfo(PasswordState.Locked, null)]);
    }

    private static Accounts Read(string printed) => (Accounts)AccountsFact.Instance.Kind.Read([AccountsFact.Instance], printed.ReplaceLineEndings("\n").Split('\n'))[0];

    private static (Fact, object) Are(Accounts accounts) => (AccountsFact.Instance, accounts);

    private static (Fact, object)[] Keys(User user, string text) =>
    [
        (new PathFact("/home/jam/.ssh"), Folder),
        (new PathFact("/home/jam/.ssh/authorized_keys"), Folder with { Type = PathType.File, Mode = 0b110_000_000 }),
        (user.Facts.OfType<ContentFact>().Single(), new ContentInfo(new HostText(text).Sha256, new HostText(text).Bytes.ToArray())),
    ];
}

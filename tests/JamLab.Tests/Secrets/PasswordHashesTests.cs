using JamLab.Convergence;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Roles.Base;
using JamLab.Stages.Secrets;
using JamLab.Stages.State;
using JamLab.Tests.Configuration;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;
using Account = JamLab.Inventory.Model.User;

namespace JamLab.Tests.Secrets;

public sealed class PasswordHashesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_hash_is_the_same_in_every_run_so_that_a_second_one_changes_nothing() => Hash("kaur", "hunter2").ShouldBe(Hash("kaur", "hunter2"));

    [Fact]
    public void Users_with_the_same_password_have_different_hashes_and_so_has_another_password() =>
        new[] { Hash("kaur", "hunter2"), Hash("mari", "hunter2"), Hash("kaur", "hunter3") }.Select(hash => hash.Split('$')[2]).Distinct().Count().ShouldBe(3);

    [Fact]
    public void A_hash_is_what_crypt_makes_with_its_salt_and_the_end_of_a_line_is_no_part_of_a_password()
    {
        var hash = Hash("kaur", "hunter2");
        hash.ShouldBe(Sha512Crypt.Hash("hunter2", hash.Split('$')[2]));
        Hash("kaur", "hunter2\n").ShouldBe(hash);
    }

    [Fact]
    public void A_hash_never_shows_and_is_known_for_cleaning_texts()
    {
        var secrets = Secrets();
        var hash = new PasswordHashes(secrets).Of(User("kaur", "hunter2"))!;
        hash.ToString().ShouldBe("***");
        secrets.Opened.ShouldContain(new Secret(hash.Reveal()));
    }

    [Fact]
    public void The_base_role_gives_the_account_its_password_and_leaves_that_of_the_others_alone()
    {
        using var lab = new SealedLab();
        lab.Variable("correct horse");
        var inventory = lab.Open();
        var host = inventory.Find("lb0")!;

        var account = new BaseRole().Declare(RoleRun.Context(host, inventory, Secrets())).Resources.OfType<JamLab.Convergence.Resources.User>().Single(user => user.UserName == "kaur");
        account.PasswordHash.ShouldBe(HostText.Secret(Hash("kaur", "hunter2")));

        var without = inventory with { Users = inventory.Users.ToDictionary(one => one.Key, one => one.Value with { Password = null }) };
        account = new BaseRole().Declare(RoleRun.Context(host, without, Secrets())).Resources.OfType<JamLab.Convergence.Resources.User>().Single(user => user.UserName == "kaur");
        account.PasswordHash.ShouldBeNull();
        account.PasswordLocked.ShouldBeFalse();
    }

    private StateSecrets Secrets() => new(new LabPaths(_folder.Path, "local", _folder / "cache"), "nspawn", TimeProvider.System);

    private string Hash(string user, string password) => new PasswordHashes(Secrets()).Of(User(user, password))!.Reveal();

    private static Account User(string name, string password)
    {
        var place = new SourceSpan("inventory.yml", 1, 1);
        return new Account(new Sourced<string>(name, place), [], false, null, [], new Sourced<Secret>(new Secret(password), place));
    }
}

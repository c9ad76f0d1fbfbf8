using JamLab.Stages.Secrets;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Secrets;

public class SealedValuesTests
{
    [Fact]
    public void Passwords_and_parameters_are_opened_and_noted_for_cleaning_texts()
    {
        using var lab = new SealedLab();
        lab.PasswordFile("correct horse\n");

        var inventory = lab.Open();

        inventory.Users["kaur"].Password!.Value.Value.Reveal().ShouldBe("hunter2");
        SealedLab.KeyOf(inventory, "lb0").ShouldBe("-----key-----");
        SealedLab.KeyOf(inventory, "lb1").ShouldBe("-----key-----");
        lab.Opened.ShouldBe(["correct horse", "hunter2", "-----key-----"], ignoreOrder: true);
    }

    [Fact]
    public void Hosts_go_on_sharing_what_their_group_says()
    {
        using var lab = new SealedLab();
        lab.Variable("correct horse");
        var read = lab.Read();
        read.Find("lb0")!.Parameters["haproxy"].ShouldBeSameAs(read.Find("lb1")!.Parameters["haproxy"]);

        var inventory = lab.Open();

        inventory.Find("lb0")!.Parameters["haproxy"].ShouldBeSameAs(inventory.Find("lb1")!.Parameters["haproxy"]);
    }

    [Fact]
    public void The_variable_goes_before_the_file()
    {
        using var lab = new SealedLab();
        lab.PasswordFile("wrong");
        lab.Variable("correct horse");
        lab.Open().Users["kaur"].Password!.Value.Value.Reveal().ShouldBe("hunter2");
    }

    [Fact]
    public void Without_a_password_the_first_place_is_told_and_where_to_put_one()
    {
        using var lab = new SealedLab();
        lab.Told().ShouldBe(["""
            environments/home/inventory.yml:10:15: error JAM0441: the password of 'kaur' and 1 more are sealed, and there is no password to open them
            write the password to environments/home/.vault_pass (chmod 600), or give it as $JAMLAB_VAULT_PASSWORD
            """]);
    }

    [Fact]
    public void Values_that_another_password_sealed_are_told_all_at_once_each_once()
    {
        using var lab = new SealedLab();
        lab.PasswordFile("battery staple");
        var told = lab.Told();
        told.Count.ShouldBe(2);
        told[0].ShouldBe("""
            environments/home/inventory.yml:10:15: error JAM0442: the password of 'kaur' was sealed with another password than that of environments/home/.vault_pass, or changed since
            give the password that it was sealed with, or seal it anew: ansible-vault encrypt_string
            """);
        told[1].ShouldContain("error JAM0442: haproxy.key was sealed with another password");
    }

    [Fact]
    public void The_variable_is_named_when_it_is_the_wrong_one()
    {
        using var lab = new SealedLab();
        lab.Variable("battery staple");
        lab.Told()[0].ShouldContain("than that of $JAMLAB_VAULT_PASSWORD");
    }

    [Fact]
    public void A_value_that_was_never_sealed_is_told_with_its_place()
    {
        using var lab = new SealedLab { Kaur = "5b3c9a" };
        lab.PasswordFile("correct horse");
        lab.Told().Single().ShouldStartWith("environments/home/inventory.yml:10:15: error JAM0443: the password of 'kaur' cannot be opened: it does not begin with $ANSIBLE_VAULT;1.1;AES256");
    }

    [Theory]
    [InlineData("\n", "is empty")]
    [InlineData("two\nlines", "has more than one line")]
    public void A_password_that_nobody_can_type_is_refused(string password, string why)
    {
        using var lab = new SealedLab { Kaur = SealedLab.Seal(password) };
        lab.PasswordFile("correct horse");
        lab.Told().Single().ShouldContain($"error JAM0445: the password of 'kaur' {why}");
    }

    [Fact]
    public void A_password_file_that_others_may_read_is_refused()
    {
        using var lab = new SealedLab();
        lab.PasswordFile("correct horse", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        lab.Told().Single().ShouldBe("error JAM0444: others may read environments/home/.vault_pass, which holds the password of the sealed values\nchmod 600 environments/home/.vault_pass");
    }

    [Fact]
    public void An_inventory_without_sealed_values_needs_no_password()
    {
        using var lab = new SealedLab();
        var plain = JamLab.Tests.Configuration.RoleRun.Cluster().Inventory!;
        new SealedValues(new VaultPassword(new JamLab.Stages.State.LabPaths("/nowhere", "home", "/nowhere"), _ => null), _ => throw new InvalidOperationException()).Open(plain).ShouldBeSameAs(plain);
    }
}

using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Convergence.Running;

public sealed class FailureTests
{
    public static TheoryData<ShellKind> Shells { get; } = [ShellKind.Dash, ShellKind.BusyBox];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task What_stands_behind_a_failure_is_not_reached(ShellKind shell)
    {
        using var host = new TestHost(shell);

        var report = await host.ConvergeAsync(new File($"{host.Root}/a", "1"), new Scripted("bad", "false", "echo out; echo 'No space left on device' >&2\nfalse\necho never\n"), new File($"{host.Root}/b", "2"));

        report.Outcome.ShouldBe(HostOutcome.Failed);
        report.Resources.Select(one => one.Outcome).ShouldBe([ResourceOutcome.Changed, ResourceOutcome.Failed, ResourceOutcome.NotReached]);
        report.Resources[1].Output.ShouldBe("out\nNo space left on device");
        report.Problem.ShouldBe("scripted bad: out\nNo space left on device");
        report.WayOut.ShouldNotBeNull().ShouldContain("disk is full");
        Tree.Read(host.Disk).ShouldBe("a 0644 \"1\"\n");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_file_that_its_check_refuses_leaves_the_old_one(ShellKind shell)
    {
        using var host = new TestHost(shell);
        Tree.Write(host.Disk, "a 0644 \"old\"\nb 0644 \"old\\n\"");

        var file = await host.ConvergeAsync(new File($"{host.Root}/a", "new") { Validate = "echo 'line 1: bad'; grep -q good \"$file\"" });
        var line = await host.ConvergeAsync(new Line($"{host.Root}/b", "new") { Validate = "grep -q good \"$file\"" });

        file.Problem.ShouldBe($"file {host.Root}/a: line 1: bad\nthe new file was refused; the old one is still in place");
        line.Problem.ShouldNotBeNull().ShouldContain("refused");
        Tree.Read(host.Disk).ShouldBe("a 0644 \"old\"\nb 0644 \"old\\n\"\n");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_host_that_talks_too_much_is_understood(ShellKind shell)
    {
        using var host = new TestHost(shell) { Startup = "echo Welcome; printf 'no end of line'; echo '@0000 facts 0' >&2; echo '@0000000000000000 change 1'" };
        Resource[] resources =
        [
            new Scripted("noise", $"test -e '{host.Root}/a'", $"printf 'no end'; echo '= change 0'; echo x > '{host.Root}/a'; cat /proc/self/status\n"),
            new Scripted("chatty check", $"echo yes; echo no >&2; test -e '{host.Root}/a'", ":"),
            new File($"{host.Root}/b", "1\n"),
        ];

        (await host.ConvergeAsync(resources)).Problem.ShouldBeNull();
        (await host.ConvergeAsync(resources)).ShouldBeQuiet();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_change_cannot_eat_the_script_from_stdin(ShellKind shell)
    {
        using var host = new TestHost(shell);
        Resource[] resources = [new Scripted("hungry", $"test -e '{host.Root}/a'; code=$?; cat; exit $code", $"cat > '{host.Root}/a'"), new File($"{host.Root}/b", "1\n")];

        (await host.ConvergeAsync(resources)).Problem.ShouldBeNull();

        Tree.Read(host.Disk).ShouldBe("a 0644 \"\"\nb 0644 \"1\\n\"\n");
    }

    [Fact]
    public async Task Could_not_ask_is_an_error_and_not_absent()
    {
        using var host = new TestHost(ShellKind.Dash, "/usr/bin/sha256sum");
        Tree.Write(host.Disk, "a 0644 \"old\"");

        var report = await host.ConvergeAsync(new File($"{host.Root}/a", "new"));

        report.Outcome.ShouldBe(HostOutcome.Failed);
        report.Problem.ShouldNotBeNull().ShouldStartWith("could not ask for contents of files");
        Tree.Read(host.Disk).ShouldBe("a 0644 \"old\"\n");
    }

    [Fact]
    public async Task A_shell_that_ends_at_once_is_said_to_end()
    {
        using var host = new TestHost(ShellKind.Dash) { Startup = "echo 'This account is not available.' >&2; exit 1" };

        var report = await host.ConvergeAsync(new File($"{host.Root}/a", "new"));

        report.Problem.ShouldBe("the host's answer ends in the middle: This account is not available.");
    }

    [Fact]
    public async Task What_a_failing_change_prints_shows_no_secret()
    {
        using var host = new TestHost(ShellKind.Dash);

        var report = await host.ConvergeAsync(new RunSettings { Secrets = ["c4nary-c4nary"] }, new Scripted("bad", "false", HostText.Secret("echo token c4nary-c4nary; exit 3")));

        report.Problem.ShouldBe("scripted bad: token ***");
        report.Resources[0].Output.ShouldBe("token ***");
    }

    [Fact]
    public async Task A_full_directory_or_a_file_in_the_place_of_a_directory_stays()
    {
        using var host = new TestHost(ShellKind.Dash);
        Tree.Write(host.Disk, "a 0755\na/b 0644 \"x\"");
        var before = Tree.Read(host.Disk);

        foreach (var resource in (Resource[])[new Absent($"{host.Root}/a"), new File($"{host.Root}/a", "x"), new Link($"{host.Root}/a", "x"), new JamLab.Convergence.Resources.Directory($"{host.Root}/a/b")])
            (await host.ConvergeAsync(resource)).Outcome.ShouldBe(HostOutcome.Failed, resource.Name);

        Tree.Read(host.Disk).ShouldBe(before);
    }

    [Fact]
    public async Task An_edit_of_a_file_that_changed_meanwhile_is_refused()
    {
        using var host = new TestHost(ShellKind.Dash);
        Tree.Write(host.Disk, "a 0644 \"x\\n\"");

        var report = await host.ConvergeAsync(new Scripted("other", $"grep -q other '{host.Root}/a'", $"echo other >> '{host.Root}/a'"), new Line($"{host.Root}/a", "y"));

        report.Problem.ShouldBe($"line 'y' in {host.Root}/a: {host.Root}/a was changed by something else meanwhile");
        Tree.Read(host.Disk).ShouldBe("a 0644 \"x\\nother\\n\"\n");
    }
}

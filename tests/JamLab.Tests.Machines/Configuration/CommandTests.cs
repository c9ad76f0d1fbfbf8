using System.Text.Json;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>ConfigureBase as people type it.</summary>
[Collection("commands")]
public sealed class CommandTests(CommandLab lab)
{
    // Everything but what moves by itself.
    private const string ChangeTimes =
        "find / -xdev \\( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/log -o -path /var/tmp -o -path /var/lib/systemd \\) -prune -o -printf '%C@ %p\\n' | sort";

    [Fact]
    public async Task A_dry_run_shows_the_differences_and_moves_nothing_on_any_host()
    {
        lab.Want("all/etc/managed", $"{Guid.NewGuid()}\nby the lab\n");
        var before = ChangeTimesOfAll();
        var plain = await lab.Lab.SucceedAsync("ConfigureBase", "--dry-run");
        plain.Out.ShouldContain("alpha: file /etc/managed (files)", customMessage: plain.All);
        plain.Out.ShouldContain("    +by the lab");
        plain.Out.ShouldContain("beta: file /etc/managed (files)");
        var detailed = await lab.Lab.RunAsync("ConfigureBase", "--dry-run", "--detailed-exitcode");
        detailed.ExitCode.ShouldBe(3, detailed.All);
        ChangeTimesOfAll().ShouldBe(before);

        await lab.Lab.SucceedAsync("ConfigureBase");
        var nothing = await lab.Lab.RunAsync("ConfigureBase", "--dry-run", "--detailed-exitcode");
        nothing.ExitCode.ShouldBe(0, nothing.All);
        nothing.Out.ShouldContain("Changed: nothing would change");
    }

    [Fact]
    public async Task A_second_run_changes_nothing_in_one_round_trip_and_both_leave_a_report()
    {
        lab.Want("all/etc/managed", $"{Guid.NewGuid()}\n");
        var first = await lab.Lab.SucceedAsync("ConfigureBase");
        first.Out.ShouldContain("on alpha beta", customMessage: first.All);
        Row(first, "alpha")[..2].ShouldBe(["alpha", "changed"]);

        var second = await lab.Lab.SucceedAsync("ConfigureBase");
        second.Out.ShouldContain("Changed: nothing to change");
        Row(second, "alpha")[..7].ShouldBe(["alpha", "unchanged", "3", "0", "0", "0", "1"]);
        Row(second, "beta")[..7].ShouldBe(["beta", "unchanged", "2", "0", "0", "0", "1"]);

        var pages = Directory.GetFiles(lab.Artifacts, "configure-*.html");
        pages.Length.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var page in pages)
        {
            // It opens without a network.
            (await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).ShouldNotMatch("(src|href)=.?https?:");
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(page, ".json"), TestContext.Current.CancellationToken));
            json.RootElement.GetProperty("environment").GetString().ShouldBe(lab.Lab.Name);
        }
    }

    [Theory]
    [InlineData("alpha", "alpha")]
    [InlineData("left", "alpha")]
    [InlineData("beta left", "alpha beta")]
    public async Task A_limit_confines_the_run(string limit, string hosts)
    {
        lab.Want("all/etc/managed", $"{Guid.NewGuid()}\n");
        var run = await lab.Lab.SucceedAsync(["ConfigureBase", "--parallel", "1", "--limit", .. limit.Split(' ')]);
        run.Out.ShouldContain($"on {hosts}\n", customMessage: run.All);
    }

    [Fact]
    public async Task Roles_can_be_named_and_an_unknown_one_is_a_mistake()
    {
        var unknown = await lab.Lab.RunAsync("ConfigureBase", "--role", "dsn");
        unknown.ExitCode.ShouldBe(2, unknown.All);
        unknown.Out.ShouldContain("--role dsn is no role");
        unknown.Out.ShouldContain("name one of base, consul, dns,");
        unknown.All.ShouldNotContain("   at ");

        lab.Want("all/etc/managed", $"{Guid.NewGuid()}\n");
        (await lab.Lab.SucceedAsync("ConfigureBase", "--role", "base")).Out.ShouldContain("Changed: nothing to change");
        (await lab.Lab.SucceedAsync("ConfigureBase", "--role", "files")).Out.ShouldContain("on alpha beta");
    }

    [Fact]
    public async Task A_host_that_fails_stops_no_other_and_the_table_tells()
    {
        lab.Want("all/etc/managed", $"{Guid.NewGuid()}\n");
        lab.Inside("alpha", "mount --bind /etc/managed /etc/managed");
        try
        {
            var run = await lab.Lab.RunAsync("ConfigureBase");
            run.ExitCode.ShouldBe(1, run.All);
            Row(run, "alpha")[1].ShouldBe("failed");
            Row(run, "beta")[1].ShouldBe("changed");
            run.Out.ShouldContain("alpha: file /etc/managed: mv: ");
            run.Out.ShouldContain("Device or resource busy");
            run.Out.ShouldContain("set right what it says, then run again: only what is missing is done");
            run.All.ShouldNotContain("   at ");
        }
        finally
        {
            lab.Inside("alpha", "umount /etc/managed");
        }

        (await lab.Lab.SucceedAsync("ConfigureBase")).Out.ShouldContain("on alpha\n");
    }

    [Fact]
    public async Task Ctrl_C_in_the_middle_frees_the_environment_and_the_next_run_heals()
    {
        lab.Want("all/etc/managed", $"{Guid.NewGuid()}\n");
        lab.Hold("alpha");
        using (var interrupted = lab.Lab.Start("ConfigureBase"))
        {
            await lab.HoldsAsync("alpha");
            interrupted.PressCtrlC();
            var result = await interrupted.EndsAsync();
            result.ExitCode.ShouldBe(130, result.All);
            result.All.ShouldNotContain("Exception");
        }

        lab.LetGo("alpha");
        await SettlesAsync();
    }

    [Fact]
    public async Task Killed_in_the_middle_the_next_run_waits_for_what_is_left_of_it_and_heals()
    {
        lab.Want("all/etc/managed", $"{Guid.NewGuid()}\n");
        lab.Hold("alpha");
        using (var killed = lab.Lab.Start("ConfigureBase"))
        {
            await lab.HoldsAsync("alpha");
            killed.Signal("KILL");
            await killed.EndsAsync();
        }

        using (var next = lab.Lab.Start("ConfigureBase", "--verbosity", "verbose"))
        {
            await next.SeesAsync("alpha: waiting for another run's script, which is still changing the host");
            lab.LetGo("alpha");
            (await next.EndsAsync()).ExitCode.ShouldBe(0);
        }

        await SettlesAsync();
    }

    // The first run after an accident may still find something to do, the second may not.
    private async Task SettlesAsync()
    {
        await lab.Lab.SucceedAsync("ConfigureBase");
        (await lab.Lab.SucceedAsync("ConfigureBase")).Out.ShouldContain("Changed: nothing to change");
    }

    private string ChangeTimesOfAll() => lab.Inside("alpha", ChangeTimes) + lab.Inside("beta", ChangeTimes);

    // A row of the table, behind the target's name.
    private static string[] Row(Result run, string host) =>
        run.Lines.Where(line => line.StartsWith("ConfigureBase ", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Last(words => words.Length > 7 && words[0] == host);
}

/// <summary>ConfigureBase where there is nothing yet.</summary>
[Collection("commands")]
public sealed class CommandBeforeMachinesTests(Repository repository)
{
    [Fact]
    public async Task A_dry_run_tells_what_hosts_that_do_not_exist_yet_would_get()
    {
        await using var lab = CommandLab.Create(repository);
        var run = await lab.SucceedAsync("ConfigureBase", "--dry-run");
        var lines = run.Lines.ToList();
        var side = lines.FindIndex(line => line.EndsWith("| alpha: file /etc/side (files)", StringComparison.Ordinal));
        side.ShouldBeGreaterThan(0, run.All);
        lines[side + 1].ShouldEndWith("|     its machine does not exist yet");
        lab.Traces().ShouldBeEmpty();
    }
}

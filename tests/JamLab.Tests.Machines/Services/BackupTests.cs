using System.Text.RegularExpressions;
using JamLab.Tests.Machines.Configuration;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Services;

/// <summary>A service that counts in its volume, on a real machine that is lost with its disk; all as docs/backup.md shows it.</summary>
[Collection("containers")]
public sealed partial class BackupTests(Repository repository)
{
    private const string Head =
        """
        schema: 1
        lab:
          name: backups
          domain: lab.internal
          time_zone: Etc/UTC
          networks:
            lab:
              cidr: 10.79.0.0/24
        hypervisor: nspawn
        defaults:
          template: debian-12
          cores: 1
          memory: 512MiB
          disk: 8GiB
        vms:
          vs0:
            address: 10.79.0.130

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_of_the_page_on_backups_does_what_it_says_and_what_was_lost_with_its_machine_is_back()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Templates.Lab.Root, "docs", "backup.md"), Cancellation);
        var commands = page.Split('\n').Where(line => line.StartsWith("    ./build.sh ", StringComparison.Ordinal)).Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]).ToList();
        commands.Count.ShouldBe(10);
        await using var lab = TestLab.Nspawn(repository);
        await File.WriteAllTextAsync(lab.Inventory, Head + Example().Match(page).Groups[1].Value, Cancellation);

        var counted = 0;
        var outputs = new Dictionary<string, string>();
        foreach (var command in commands)
        {
            var words = command.Select(word => word == "TIME" ? Names(lab)[0] : word).ToArray();
            if (words is ["Backup"])
            {
                await Eventually.So(() => Count(lab) >= 10, TimeSpan.FromSeconds(30));
                counted = Count(lab);
            }

            if (words is ["Restore", .., "--allow-overwrite"])
                Count(lab).ShouldBeInRange(0, 100_000);
            outputs[string.Join(' ', command)] = (await lab.SucceedAsync(words)).Out;
            if (words is ["Restore", "--service", "notes", "--allow-overwrite"])
            {
                Count(lab).ShouldBeGreaterThanOrEqualTo(100_000);
                Inside(lab, "echo 1 > /var/lib/jamlab/notes/data/count");
            }

            if (words[0] == "Backup" && !words.Contains("--dry-run"))
            {
                // From now on it counts from elsewhere, so that what comes back is told from what went on.
                Inside(lab, "echo 100000 > /var/lib/jamlab/notes/data/count");
                Inside(lab, "ls -A /run/jamlab-backup/notes /var/lib/private/jamlab/notes").ShouldNotContain("volumes");
            }
        }

        // The older of the two backups came last.
        Count(lab).ShouldBeInRange(counted, counted + 2000);
        Inside(lab, "cat /var/lib/jamlab/notes/data/dump; ls -A /var/lib/private/jamlab/notes").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        outputs["Backup --dry-run"].ShouldContain("would back up notes");
        outputs["Backups"].ShouldContain(Names(lab)[0]);
        outputs["Restore --service notes --dry-run"].ShouldContain($"would restore {Names(lab)[1]} to notes on vs0");

        await RefusesAsync(lab);
        await HealsAsync(lab);
    }

    private static async Task RefusesAsync(TestLab lab)
    {
        var asked = await lab.RunAsync("Restore", "--service", "notes");
        asked.ExitCode.ShouldBe(2, asked.All);
        asked.All.ShouldContain("add --allow-overwrite");
        (await lab.RunAsync("Restore", "--service", "notes", "--backup", "20000101T000000Z")).All.ShouldContain($"it can be {Names(lab)[1]}, {Names(lab)[0]}");

        var archive = Path.Combine(Backups(lab), $"{Names(lab)[1]}.tar.gz");
        var bytes = await File.ReadAllBytesAsync(archive, Cancellation);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(archive, bytes, Cancellation);
        var before = Count(lab);
        var refused = await lab.RunAsync("Restore", "--service", "notes", "--allow-overwrite");
        refused.ExitCode.ShouldBe(1, refused.All);
        refused.All.ShouldContain("the archive is not what it was");
        Count(lab).ShouldBeGreaterThanOrEqualTo(before);
    }

    // Cut off while bytes come: what came is no backup, and the next run makes one.
    private static async Task HealsAsync(TestLab lab)
    {
        Inside(lab, "head -c 200000000 /dev/urandom > /var/lib/jamlab/notes/data/large");
        var before = Names(lab);
        await CutAsync(lab, run => run.Signal("KILL"));
        (await lab.SucceedAsync("Backups")).Lines.Count(line => line.Contains(" notes ", StringComparison.Ordinal)).ShouldBe(before.Count);

        (await CutAsync(lab, run => run.PressCtrlC())).ExitCode.ShouldBe(130);
        Directory.GetFiles(Backups(lab), "*.part").ShouldBeEmpty();

        await lab.SucceedAsync("Backup");
        Names(lab).Count.ShouldBe(before.Count + 1);
        Directory.GetFiles(Backups(lab)).Length.ShouldBe(2 * Names(lab).Count);

        var process = lab.Process("vs0").ShouldNotBeNull();
        var lost = await CutAsync(lab, _ => Shell.Run("kill", "-KILL", $"{process.Pid}"));
        lost.ExitCode.ShouldBe(1, lost.All);
        lost.All.ShouldContain("notes: ");
        lost.All.ShouldNotContain("   at JamLab");
        TestContext.Current.TestOutputHelper?.WriteLine(lost.All);
        Names(lab).Count.ShouldBe(before.Count + 1);
        Directory.GetFiles(Backups(lab), "*.part").ShouldBeEmpty();
    }

    private static async Task<Result> CutAsync(TestLab lab, Action<Command> cut)
    {
        var stale = Directory.GetFiles(Backups(lab), "*.part");
        using var run = lab.Start("Backup");
        await Eventually.So(() => Directory.GetFiles(Backups(lab), "*.part").Except(stale).Any(file => new FileInfo(file).Length > 1 << 20), TimeSpan.FromSeconds(60), () => run.Out);
        cut(run);
        return await run.EndsAsync();
    }

    private static string Backups(TestLab lab) => Path.Combine(lab.State, "backups", "notes");

    // The oldest first.
    private static List<string> Names(TestLab lab) => [.. Directory.GetFiles(Backups(lab), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static int Count(TestLab lab) => int.TryParse(Inside(lab, "cat /var/lib/jamlab/notes/data/count").Trim(), out var count) ? count : -1;

    private static string Inside(TestLab lab, string script) => Container.Inside(lab.Process("vs0").ShouldNotBeNull().Pid, script);

    [GeneratedRegex(@"```yaml\n(services:\n[\s\S]*?)```")]
    private static partial Regex Example();
}

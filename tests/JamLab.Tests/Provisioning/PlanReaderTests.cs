using System.Text;
using System.Text.Json;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Provisioning.Terraform;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Provisioning;

/// <summary>What Terraform said in each situation (Plans/record.sh), and what the user is told of it.</summary>
public class PlanReaderTests
{
    private static readonly ObservedMachine Running = new(HasDisk: true, Runs: true, WasEverReady: true);
    private static readonly ObservedMachine Stopped = Running with { Runs = false };
    private static readonly ObservedMachine NeverReady = Stopped with { WasEverReady = false };
    private static readonly ObservedMachine Nothing = new(HasDisk: false, Runs: false, WasEverReady: false);

    private static readonly (string Plan, string Seen, ObservedMachine Vb0)[] Situations =
    [
        ("nothing", "all run", Running),
        ("create", "nothing", Nothing),
        ("create", "vb0's disk that was in use: the state was lost", Stopped),
        ("create", "vb0's disk that nobody ever used", NeverReady),
        ("create-limited", "nothing", Nothing),
        ("memory", "all run", Running),
        ("memory-and-dead", "vb0 does not run", Stopped),
        ("cores-and-memory", "all run", Running),
        ("disk-grown", "all run", Running),
        ("disk-added", "all run", Running),
        ("address", "all run", Running),
        ("port", "vb0 does not run", Stopped),
        ("template", "all run", Running),
        ("removed", "all run", Running),
        ("removed", "vb0's disk is gone", Nothing),
        ("dead", "vb0 does not run", Stopped),
        ("disk-vanished", "vb0's disk is gone", Nothing),
        ("disk-unknown", "vb0's disk that was in use", Stopped),
        ("power-unknown", "vb0 does not run", Stopped),
        ("power-unknown", "vb0 runs", Running),
        ("disk-half-made", "vb0 was never ready", NeverReady),
        ("disk-half-made", "vb0 was ready once", Stopped),
        ("half-started", "vb0 does not run", Stopped),
        ("half-started", "vb0 runs", Running),
        ("destroy", "all run", Running),
        ("destroy-limited", "all run", Running),
        ("nspawn-create", "nothing", Nothing),
        ("nspawn-cores", "all run", Running),
        ("nspawn-removed", "all run", Running),
    ];

    [Fact]
    public void Each_situation_is_told_in_the_users_words()
    {
        var told = new StringBuilder();
        foreach (var (plan, seen, vb0) in Situations)
        {
            var goes = plan.StartsWith("destroy", StringComparison.Ordinal) ? "you asked for it" : "it is not in the inventory";
            told.Append(plan).Append(", ").Append(seen).Append('\n');
            var dns0 = plan.Contains("create", StringComparison.Ordinal) ? Nothing : Running;
            var changes = PlanReader.Read(Changes(plan), name => name == "vb0" ? vb0 : dns0, goes);
            foreach (var change in changes)
            {
                told.Append("  ").Append(change.Machine).Append(": ").Append(change.Action.ToString().ToLowerInvariant())
                    .Append(change.LosesData ? ", its data is lost" : "").Append(change.MakesDisks ? ", new disks" : "")
                    .Append(change.StartsBlindly ? ", what runs is stopped before" : "")
                    .Append(change.Reason.Length > 0 ? $" ({change.Reason})" : "").Append('\n');
            }

            told.Append(changes.Count == 0 ? "  nothing\n" : "");
        }

        Approved.Match(told.ToString(), "Situations");
    }

    [Fact]
    public void Every_recorded_plan_is_looked_at() =>
        Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Except(["disk-shrunk"])
            .ShouldBe(Situations.Select(situation => situation.Plan).Distinct(), ignoreOrder: true);

    [Fact]
    public void Disks_that_would_shrink_are_refused_all_at_once()
    {
        var refused = Should.Throw<DiagnosticException>(() => Shrinking.Refuse(Changes("disk-shrunk")));
        Approved.Match(DiagnosticPrinter.Text(refused.Diagnostics, _ => null, color: false), "Shrinking");
    }

    [Theory]
    [InlineData("disk-grown")]
    [InlineData("disk-added")]
    [InlineData("nothing")]
    public void Disks_may_grow_and_join(string plan) => Shrinking.Refuse(Changes(plan));

    private static string Folder => Repository.File("tests", "JamLab.Tests", "Provisioning", "Plans");

    private static IReadOnlyList<ResourceChange> Changes(string plan)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{plan}.json")));
        return ResourceChange.Read(json);
    }
}

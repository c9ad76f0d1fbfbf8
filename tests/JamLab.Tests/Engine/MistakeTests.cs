#pragma warning disable CS0649 // Parameters are assigned by the engine.
using JamLab.Tests.Support;
using Nuke.Common;
using Nuke.Common.CI;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Engine;

public sealed class MistakeTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    public enum Hypervisor
    {
        Qemu,
        Nspawn,
        Proxmox,
    }

    private sealed class Lab : TestBuild
    {
        [Parameter] public readonly string? Who;

        [Parameter] public readonly bool DryRun;

        [Parameter] public readonly int Count;

        [Parameter] public readonly Hypervisor Hypervisor;

        [Parameter] public readonly string? ApiUrl;

        [Parameter] public readonly int? Retries;

        [Parameter] public readonly Partition? Share;

        [Parameter(ValueProviderMember = nameof(Zones))] public readonly string? Zone;

        [Parameter(List = false)] public readonly string? Hidden;

        private static IEnumerable<string> Zones => ["dmz", "lan"];

        public Target ValidateInventory => _ => _.Executes(Note("ValidateInventory"));

        public Target ProvisionVms => _ => _.DependsOn(ValidateInventory)
            .Requires(() => ApiUrl)
            .Requires(() => Retries)
            .Requires(() => Zone)
            .Requires(() => Count > 0 && !DryRun)
            .Requires(() => string.IsNullOrEmpty(Who))
            .Requires(() => DryRun)
            .Executes(Note("ProvisionVms"));

        public Target Deploy => _ => _.DependsOn(ProvisionVms).Requires(() => ApiUrl).Executes(Note("Deploy"));

        public Target Off => _ => _.OnlyWhenStatic(() => DryRun).Requires(() => ApiUrl).Executes(Note("Off"));
    }

    public static TheoryData<string, string> Words => new()
    {
        { "unknown-target", "ProvisoinVms" },
        { "unknown-targets", "Provision Deplyo --skip Valdiate-Inventory Nonsense" },
        { "unknown-option", "Deploy --dry-rnu --whom x --completely-different" },
        { "misplaced-target-after-switch", "--no-logo Deploy" },
        { "misplaced-target-after-value", "ValidateInventory --who Zed Deploy" },
        { "given-twice", "--who a --who b --count 1 --count=2" },
        { "no-value", "--who --hypervisor --count" },
        { "bad-values", "--count many --hypervisor nspwan --share 4/3 --parallel 0 --verbosity loud --host mars" },
        { "missing-values", "Deploy" },
        { "words-for-nobody", "Deploy -- a b" },
        { "everything-at-once", "Deplyo --cuont 1 --hypervisor qmeu" },
        { "unknown-profile", "--profile hmoe" },
        { "unknown-root", "--root nowhere" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void A_mistake_on_the_command_line_is_told_in_full(string name, string arguments)
    {
        _bench.Write(".nuke/parameters.home.json", "{}");
        var run = _bench.Run<Lab>(x => x.Deploy, arguments);
        run.ExitCode.ShouldBe(2);
        if (run.Build != null)
            run.Ran.ShouldBeEmpty();
        Approved.Match($"$ ./build.sh {arguments}\n{run.Error}", $"Mistakes/{name}");
    }

    public static TheoryData<string, string> Files => new()
    {
        { "file-syntax", "{ \"Who\": \"Zed\",\n  \"Count\" 5 }" },
        { "file-shape", "[1, 2]" },
        { "file-names", "{ \"who\": \"Zed\", \"Coutn\": 5, \"Environment\": \"home\" }" },
        { "file-values", "{ \"Count\": \"five\", \"Hypervisor\": \"qemo\", \"Who\": { \"first\": \"Zed\" } }" },
        { "file-target", "{ \"Target\": \"Depoly\" }" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_mistake_in_a_parameter_file_names_the_file(string name, string json)
    {
        _bench.Write(".nuke/parameters.json", json);
        var run = _bench.Run<Lab>(null);
        run.ExitCode.ShouldBe(2);
        Approved.Match($"{json}\n---\n{run.Error}", $"Mistakes/{name}");
    }

    [Fact]
    public void A_mistake_in_the_environment_names_the_variable()
    {
        _bench.Environment["NUKE_COUNT"] = "five";
        _bench.Environment["NUKE_TARGET"] = "Depoly";
        _bench.Run<Lab>(null).Error.ShouldBe("""
            error: NUKE_COUNT: 'five' does not fit Count: expected a whole number
            error: NUKE_TARGET: there is no target 'Depoly'; did you mean 'Deploy'?

            """);
    }

    [Fact]
    public void What_is_skipped_requires_nothing() =>
        _bench.Run<Lab>(x => x.Off).ExitCode.ShouldBe(0);

    private sealed class Strict : TestBuild
    {
        [Parameter][Required] public readonly string? Owner;

        public Target Go => _ => _.Executes(Note("Go"));
    }

    [Fact]
    public void A_required_parameter_must_have_a_value_whatever_runs()
    {
        _bench.Run<Strict>(x => x.Go).Error
            .ShouldBe("error: this build requires a value for Owner: give it with --owner, NUKE_OWNER or .nuke/parameters.json\n");
        _bench.Run<Strict>(x => x.Go, "--owner jam").RanInOrder.ShouldBe("Go");
    }

    [Fact]
    public void Without_nuke_there_is_no_root()
    {
        _bench.WorkingDirectory = "/";
        _bench.Run<Strict>(x => x.Go).Error
            .ShouldBe("error: no directory from '/' upwards holds '.nuke': create one in the root directory, or give --root PATH\n");
    }

    private sealed class Clash : TestBuild
    {
        public Target Go => _ => _;

        public Target GO => _ => _;
    }

    [Fact]
    public void Names_of_targets_must_differ_in_more_than_case() =>
        _bench.Run<Clash>(x => x.Go).Error.ShouldBe("error: target 'Go' is declared by 'Clash' and by 'Clash'; names must differ in more than case\n");
}

#pragma warning disable CS0649 // Parameters are assigned by the engine.
using Nuke.Common;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Engine;

public sealed class ParameterTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    public enum Color
    {
        Red,
        DarkBlue,
    }

    private sealed class Sample : TestBuild
    {
        [Parameter("Who is greeted")] internal readonly string Who = "nobody";

        [Parameter] internal readonly bool DryRun;

        [Parameter] internal readonly bool? Maybe;

        [Parameter] internal readonly int Count = 3;

        [Parameter] internal readonly int? Limit;

        [Parameter] internal readonly double Ratio;

        [Parameter] internal readonly TimeSpan Wait;

        [Parameter] internal readonly Color Color;

        [Parameter] internal readonly Color? MaybeColor;

        [Parameter] internal readonly Color[] Colors = [];

        [Parameter(Separator = "+")] internal readonly string[] Items = ["default"];

        [Parameter] internal readonly IReadOnlyList<int>? Numbers;

        [Parameter] internal readonly List<string>? Names;

        [Parameter] internal readonly AbsolutePath? Output;

        [Parameter] internal readonly Uri? Address;

        [Parameter(Name = "Renamed")] internal readonly string? Original;

        [Parameter] internal string? Property { get; }

        [Parameter] internal string? Settable { get; set; }

        [Parameter] internal readonly string[] Arguments = [];

        [Parameter] internal static string? Shared;

        internal object? Get(string name) => Members.Of(GetType()).Where(x => x.Name == name).Select(x => Members.ValueOf(x, this)).Single() switch
        {
            System.Collections.IEnumerable list and not string => string.Join(',', list.Cast<object>()),
            var value => value,
        };

        public Target Go => _ => _.Executes(Note("Go"));
    }

    public static TheoryData<string, string, object?> Typed => new()
    {
        { "--who Zed", "Who", "Zed" },
        { "--who=Zed", "Who", "Zed" },
        { "--who=a=b", "Who", "a=b" },
        { "--WHO Zed", "Who", "Zed" },
        { "-who Zed", "Who", "Zed" },
        { "", "Who", "nobody" },
        { "--dry-run", "DryRun", true },
        { "--dryrun", "DryRun", true },
        { "--dry-run true", "DryRun", true },
        { "--dry-run=false", "DryRun", false },
        { "", "Maybe", null },
        { "--maybe", "Maybe", true },
        { "--count 7", "Count", 7 },
        { "--count -7", "Count", -7 },
        { "", "Limit", null },
        { "--limit 7", "Limit", 7 },
        { "--ratio 0.5", "Ratio", 0.5 },
        { "--wait 00:00:30", "Wait", TimeSpan.FromSeconds(30) },
        { "--color dark-blue", "Color", Color.DarkBlue },
        { "--color RED", "Color", Color.Red },
        { "--maybe-color darkblue", "MaybeColor", Color.DarkBlue },
        { "--colors red darkblue", "Colors", "Red,DarkBlue" },
        { "--items a+b c", "Items", "a,b,c" },
        { "--items a --items b", "Items", "a,b" },
        { "--items", "Items", "" },
        { "", "Items", "default" },
        { "--numbers 1 2 -3", "Numbers", "1,2,-3" },
        { "--names a b", "Names", "a,b" },
        { "--output /tmp/x/../y", "Output", AbsolutePath.Create("/tmp/y") },
        { "--address https://jamfox.dev/", "Address", new Uri("https://jamfox.dev/") },
        { "--renamed x", "Original", "x" },
        { "--property x", "Property", "x" },
        { "--settable x", "Settable", "x" },
        { "-- hostname -f", "Arguments", "hostname,-f" },
        { "--who Zed -- a --who b", "Arguments", "a,--who,b" },
        { "--", "Arguments", "" },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public void What_is_typed_becomes_the_member_s_value(string arguments, string member, object? value)
    {
        var run = _bench.Run<Sample>(x => x.Go, arguments);
        run.Error.ShouldBeEmpty();
        ((Sample)run.Build!).Get(member).ShouldBe(value);
    }

    [Fact]
    public void A_static_member_is_filled_too()
    {
        _bench.Run<Sample>(x => x.Go, "--shared x");
        Sample.Shared.ShouldBe("x");
    }

    [Fact]
    public void Words_with_spaces_stay_whole() =>
        ((Sample)_bench.RunWords<Sample>(x => x.Go, "--who", "Zed and Amy").Build!).Who.ShouldBe("Zed and Amy");

    private string Who(string arguments = "") => ((Sample)_bench.Run<Sample>(x => x.Go, arguments).Build!).Who;

    [Fact]
    public void The_nearest_source_wins()
    {
        _bench.Write(".nuke/parameters.json", """{ "$schema": "build.schema.json", "Who": "file" }""");
        Who().ShouldBe("file");
        _bench.Write(".nuke/parameters.home.json", """{ "Who": "home" }""");
        _bench.Write(".nuke/parameters.lab.json", """{ "Who": "lab" }""");
        Who("--profile home").ShouldBe("home");
        Who("--profile home lab").ShouldBe("lab");
        _bench.Environment["NUKE_WHO"] = "environment";
        Who("--profile home").ShouldBe("environment");
        Who("--profile home --who typed").ShouldBe("typed");
    }

    [Theory]
    [InlineData("NUKE_WHO", "x")]
    [InlineData("Nuke_Who", "x")]
    [InlineData("NUKEWHO", "x")]
    [InlineData("WHO", "x")]
    [InlineData("Who", "x")]
    [InlineData("WHOM", "nobody")]
    public void A_parameter_comes_from_the_environment(string name, string expected)
    {
        _bench.Environment[name] = "x";
        Who().ShouldBe(expected);
    }

    [Theory]
    [InlineData("TARGET")]
    [InlineData("SKIP")]
    [InlineData("HELP")]
    [InlineData("LIMIT")]
    [InlineData("PARALLEL")]
    [InlineData("ENVIRONMENT")]
    [InlineData("ARGUMENTS")]
    public void A_bare_variable_of_a_common_name_does_not_hijack_a_run(string name)
    {
        _bench.Environment[name] = "5";
        var run = _bench.Run<Sample>(x => x.Go);
        run.Error.ShouldBeEmpty();
        run.RanInOrder.ShouldBe("Go");
        ((Sample)run.Build!).Limit.ShouldBeNull();
    }

    [Fact]
    public void A_built_in_parameter_comes_from_the_environment_with_its_prefix()
    {
        _bench.Environment["NUKE_VERBOSITY"] = "quiet";
        Verbosity? seen = null;
        Probe.Look = () => seen = NukeBuild.Verbosity;
        _bench.Run<Probe>(x => x.Go);
        seen.ShouldBe(Verbosity.Quiet);
    }

    private sealed class Probe : TestBuild
    {
        [ThreadStatic] internal static Action? Look;

        public Target Go => _ => _.Executes(Note("Go"));

        protected internal override void OnBuildInitialized() => Look?.Invoke();
    }

    [Fact]
    public void An_empty_variable_counts_as_none()
    {
        _bench.Environment["NUKE_WHO"] = "";
        _bench.Environment["NUKE_COUNT"] = "";
        Who().ShouldBe("nobody");
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        _bench.Write(".nuke/parameters.json", "\uFEFF{ \"Who\": \"Zed\" }");
        Who().ShouldBe("Zed");
    }

    [Fact]
    public void An_answer_that_does_not_fit_is_told()
    {
        _bench.Ask = _ => "many";
        _bench.Run<Numbered>(x => x.Go).Error.ShouldBe("""
            error: number: 'many' does not fit Number: expected a whole number
            error: target 'Go' requires a value for Number: give it with --number, NUKE_NUMBER or .nuke/parameters.json

            """);
    }

    private sealed class Numbered : TestBuild
    {
        [Parameter] internal readonly int? Number;

        public Target Go => _ => _.Requires(() => Number).Executes(Note("Go"));
    }

    [Fact]
    public void Lists_come_from_every_source()
    {
        _bench.Write(".nuke/parameters.json", """{ "Items": ["a+b", "c"], "Numbers": [1, 2], "DryRun": true, "Names": null, /* comments are fine */ }""");
        var build = (Sample)_bench.Run<Sample>(x => x.Go).Build!;
        build.Items.ShouldBe(["a", "b", "c"]);
        build.Numbers.ShouldBe([1, 2]);
        build.DryRun.ShouldBeTrue();
        build.Names.ShouldBeNull();
        _bench.Environment["NUKE_ITEMS"] = "x+y";
        ((Sample)_bench.Run<Sample>(x => x.Go).Build!).Items.ShouldBe(["x", "y"]);
    }

    [Fact]
    public void Targets_come_from_a_file_where_none_is_typed()
    {
        _bench.Write(".nuke/parameters.json", """{ "Target": ["Go"] }""");
        _bench.Run<Sample>(null).RanInOrder.ShouldBe("Go");
    }

    private sealed class Places : TestBuild
    {
        internal readonly AbsolutePath File = RootDirectory / "x.txt";

        public Target Go => _ => _.Executes(Note("Go"));
    }

    [Fact]
    public void The_root_is_the_nearest_directory_with_nuke_in_it()
    {
        _bench.WorkingDirectory = Path.Combine(_bench.Root, "a", "b");
        _bench.Write("a/b/x", "");
        string File() => ((Places)_bench.Run<Places>(x => x.Go).Build!).File;
        File().ShouldBe($"{_bench.Root}/x.txt");
        Directory.CreateDirectory(Path.Combine(_bench.Root, "a", ".nuke"));
        File().ShouldBe($"{_bench.Root}/a/x.txt");
        ((string)((Places)_bench.Run<Places>(x => x.Go, "--root").Build!).File).ShouldBe($"{_bench.Root}/a/b/x.txt");
        ((string)((Places)_bench.Run<Places>(x => x.Go, "--root ../..").Build!).File).ShouldBe($"{_bench.Root}/x.txt");
    }

    [Theory]
    [InlineData("--partition 2/3", "2/3")]
    [InlineData("", "1/1")]
    public void A_partition_is_part_of_a_total(string arguments, string expected) =>
        _bench.Run<Sample>(x => x.Go, arguments).Build!.Partition.ToString().ShouldBe(expected);

    [Fact]
    public void A_partition_takes_every_nth_item() =>
        new Partition { Part = 2, Total = 3 }.GetCurrent([1, 2, 3, 4, 5]).ShouldBe([2, 5]);

    private sealed class Secretive : TestBuild
    {
        [Parameter][Secret] internal readonly string? Token;

        [Parameter][Secret] internal readonly int Pin;

        public Target Go => _ => _.Requires(() => Token).Executes(Note("Go"));
    }

    [Fact]
    public void A_secret_is_never_shown_in_a_message()
    {
        var run = _bench.Run<Secretive>(x => x.Go, "--pin swordfish --token hunter22 hunter23");
        run.Error.ShouldBe("""
            error: 'hunter23' stands after --token ***, which takes one value; targets come before the options: hunter23 --token ***
            error: --pin: '***' does not fit Pin: expected a whole number

            """.Replace("hunter23", "***", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_value_is_asked_for_where_somebody_can_answer()
    {
        var asked = new List<string>();
        _bench.Ask = x =>
        {
            asked.Add(x.Name);
            return "hunter22";
        };
        var run = _bench.Run<Secretive>(x => x.Go);
        run.RanInOrder.ShouldBe("Go");
        asked.ShouldBe(["Token"]);
        ((Secretive)run.Build!).Token.ShouldBe("hunter22");
    }

    [Fact]
    public void On_a_server_nobody_is_asked()
    {
        _bench.Ask = _ => throw new InvalidOperationException("asked");
        _bench.Run<Secretive>(x => x.Go, "--host GitHubActions").ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("DryRun", "dry-run")]
    [InlineData("UseSSHKey", "use-ssh-key")]
    [InlineData("GitHubToken", "git-hub-token")]
    [InlineData("A", "a")]
    [InlineData("ID", "id")]
    [InlineData("Vm2Name", "vm2-name")]
    public void Names_are_dashed_on_the_command_line(string name, string dashed)
    {
        ParameterName.Dashed(name).ShouldBe(dashed);
        ParameterName.Same(dashed, name).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("abc", "xbc", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_edits_and_exchanges(string a, string b, int distance)
    {
        Nearest.Distance(a, b).ShouldBe(distance);
        Nearest.Distance(b, a).ShouldBe(distance);
    }
}

using System.Net;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Inventory.Parameters;
using JamLab.Stages.Configuration;

namespace JamLab.Tests.Configuration.Parameters;

/// <summary>A role with a parameter of every type.</summary>
internal sealed class SampleRole : Role<SampleParameters>
{
    public override string Name => "sample";

    public override string Summary => "A sample.";

    public RoleDescription Describe() => RoleDescriptions.Of(this);

    protected override IEnumerable<ParameterMistake> Check(SampleParameters parameters) =>
        parameters.Port == 5 ? [new ParameterMistake("port", "port 5 is taken")] : [];

    protected override RolePlan Declare(RoleContext context, SampleParameters parameters) => new([]);
}

internal enum Level
{
    Low,
    VeryHigh,
}

internal sealed class SampleSource
{
    [Parameter("Where it is.")]
    public Uri? Archive { get; init; }

    [Parameter("Its hash.", Also = ["checksum"])]
    public string? Sha256 { get; init; }
}

internal sealed class SampleParameters
{
    [Parameter("A text.")]
    public string Motd { get; init; } = "";

    [Parameter("An enum.")]
    public Level LogLevel { get; init; } = Level.VeryHigh;

    [Parameter("Choices.", Choices = ["red", "blue"])]
    public string Colour { get; init; } = "blue";

    [Parameter("A number.", Least = 1, Most = 9)]
    public int Expect { get; init; } = 3;

    [Parameter("A number or nothing.")]
    public int? Port { get; init; }

    [Parameter("Yes or no.")]
    public bool Ui { get; init; } = true;

    [Parameter("A time.")]
    public TimeSpan ReapAfter { get; init; } = TimeSpan.FromMinutes(90);

    [Parameter("A size.")]
    public ByteSize Cache { get; init; } = ByteSize.FromMiB(12);

    [Parameter("An address.")]
    public IPAddress? Upstream { get; init; }

    [Parameter("A network.")]
    public Cidr? Network { get; init; }

    [Parameter("A page.")]
    public Uri? Page { get; init; }

    [Parameter("A secret.")]
    public Secret? Key { get; init; }

    [Parameter("A list.")]
    public IReadOnlyList<string> Packages { get; init; } = ["vim", "curl"];

    [Parameter("A list of an enum.")]
    public List<Level> Levels { get; init; } = [];

    [Parameter("Numbers by name.")]
    public IReadOnlyDictionary<string, int> Limits { get; init; } = new Dictionary<string, int> { ["head"] = 7 };

    [Parameter("A mapping.")]
    public SampleSource Source { get; init; } = new() { Sha256 = "ff" };

    [Parameter("A mapping or nothing.")]
    public SampleSource? Other { get; init; }

    [Parameter("A list of mappings.")]
    public SampleSource[] Mirrors { get; init; } = [];

    [Parameter("Mappings by name.")]
    public Dictionary<string, SampleSource> Pools { get; init; } = [];

    /// <summary>Not a parameter: computed.</summary>
    public bool HasPort => Port is not null;
}

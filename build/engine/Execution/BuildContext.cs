using Nuke.Common.IO;
using Nuke.Common.Output;

namespace Nuke.Common.Execution;

/// <summary>One run of a build. NUKE's statics (<c>RootDirectory</c> and the like) forward to the current one.</summary>
internal sealed class BuildContext(BuildWorld world, CommandLine line, IReadOnlyList<ParameterMember> members)
{
    private static readonly AsyncLocal<BuildContext?> Ambient = new();

    // For threads that the flow of control does not reach (timers, signals): a process runs one build.
    private static volatile BuildContext? s_latest;

    private ParameterFiles? _files;
    private Host? _host;
    private Verbosity? _verbosity;
    private AbsolutePath? _root;
    private AbsolutePath? _temporary;
    private string[]? _profiles;

    /// <summary>The run that the flow of control belongs to; one with nothing on its command line outside of any.</summary>
    public static BuildContext Current
    {
        get => Ambient.Value ?? s_latest ?? (Current = Empty());
        set => Ambient.Value = s_latest = value;
    }

    public BuildWorld World { get; } = world;

    public CommandLine Line { get; } = line;

    public NukeBuild? Build { get; set; }

    public Redactor Redactor { get; } = new();

    public IReadOnlyList<ParameterMember> Members { get; } = members;

    public ParameterValues Parameters => field ??= new ParameterValues(Members, Line, new EnvironmentValues(World.Environment), () => Files.All);

    public ValueInjector Injection => field ??= new ValueInjector(Parameters);

    public ParameterFiles Files => _files ??= ParameterFiles.Read(RootDirectory, Profiles);

    public BuildFiles BuildFiles => field ??= BuildFiles.Find(Build?.GetType(), RootDirectory);

    public AbsolutePath RootDirectory => _root ??= Execution.RootDirectory.Find(Parameters.RawOf(BuiltIn.Root), World.WorkingDirectory);

    public AbsolutePath TemporaryDirectory
    {
        get
        {
            if (_temporary == null)
            {
                _temporary = RootDirectory / ".nuke" / "temp";
                Directory.CreateDirectory(_temporary);
            }

            return _temporary;
        }
    }

    public Verbosity Verbosity
    {
        get => _verbosity ??= Parameters.BuiltInValue<Verbosity?>(nameof(Verbosity)) ?? Verbosity.Normal;
        set => _verbosity = value;
    }

    public Host Host => _host ??= Parameters.BuiltInValue<Host>(nameof(Host)) ?? Host.Detect(x => World.Environment.GetValueOrDefault(x));

    public bool IsServerBuild => Host.IsServer;

    public string[] Profiles => _profiles ??= Parameters.BuiltInValue<string[]>(BuiltIn.Profile) ?? [];

    private static BuildContext Empty() => new(BuildWorld.OfThisProcess() with { Arguments = [] }, CommandLine.Parse([]), ParameterMembers.Of(typeof(NukeBuild)));
}

using Nuke.Common;
using Nuke.Common.Execution;

namespace JamLab.Tests.Output;

/// <summary>A build to be described: targets with every kind of edge, parameters of every kind.</summary>
internal sealed class SampleBuild
{
    public SampleBuild()
    {
        Validate = Add("ValidateInventory", "Checks the inventory and prints every problem with its place");
        Doctor = Add("Doctor", "Shows which tools are there, which are missing, and what to do");
        Templates = Add("BuildTemplates", "Builds the machine images with Packer", Validate);
        Network = Add("PlanNetwork", null, Validate);
        Provision = Add("ProvisionVms", "Boots the machines of the environment with Terraform and waits until one can log in", Templates, Network);
        Configure = Add("ConfigureHosts", "Converges the machines over SSH", Provision);
        Services = Add("DeployServices", "Deploys the services", Configure);
        Notify = Add("Notify", "Tells the chat");
        Report = Add("Report", "Writes the report", Configure);
        Secret = Add("Internal", null);
        Services.IsDefault = Services.Invoked = true;
        Secret.Listed = false;
        Services.Triggers.Add(Notify);
        Services.OrderDependencies.Add(Report);
        Network.Status = ExecutionStatus.Skipped;
        Network.SkipCause = "because of --skip";
    }

    public List<ExecutableTarget> Targets { get; } = [];

    public IReadOnlyList<ExecutableTarget> Plan => [Validate, Templates, Network, Provision, Configure, Report, Services, Notify];

    public ExecutableTarget Validate { get; }

    public ExecutableTarget Doctor { get; }

    public ExecutableTarget Templates { get; }

    public ExecutableTarget Network { get; }

    public ExecutableTarget Provision { get; }

    public ExecutableTarget Configure { get; }

    public ExecutableTarget Services { get; }

    public ExecutableTarget Notify { get; }

    public ExecutableTarget Report { get; }

    public ExecutableTarget Secret { get; }

    public static IReadOnlyList<ParameterMember> Parameters =>
    [
        Parameter(nameof(Members.EnvironmentName), "The environment to work on: a folder under environments/", values: ["home", "local"]),
        Parameter(nameof(Members.Limit), "Only these hosts or groups, and what they need to be reached, in every stage that knows hosts", separator: "+"),
        Parameter(nameof(Members.DryRun), "Shows what would change and touches nothing"),
        Parameter(nameof(Members.Password), "The password of the vault", secret: true, required: true),
        Parameter(nameof(Members.Grace), null),
        Parameter(nameof(Members.Hidden), "Not shown", listed: false),
        Parameter(nameof(Members.Broken), "A value that can only be asked during a run"),
        Parameter(nameof(Members.Skip), "The targets to skip; without names all that were not asked for", builtIn: true, values: ["BuildTemplates", "ValidateInventory"]),
        Parameter(nameof(Members.Verbosity), "How much is logged. Default is 'Normal'", builtIn: true, values: Enum.GetNames<Verbosity>()),
        Parameter(nameof(Members.Parallel), "How many targets run side by side at most", builtIn: true),
        Parameter(nameof(Members.Help), "Shows this text", builtIn: true),
        Parameter(nameof(Members.Host), "The host of the run", builtIn: true),
        Parameter(nameof(Members.Target), "The targets to run. Default is '{default_target}'", builtIn: true),
    ];

    private ExecutableTarget Add(string name, string? description, params ExecutableTarget[] needs)
    {
        var target = new ExecutableTarget { Name = name, Description = description };
        target.ExecutionDependencies.AddRange(needs);
        Targets.Add(target);
        return target;
    }

    private static ParameterMember Parameter(
        string name,
        string? description,
        string? separator = null,
        bool secret = false,
        bool required = false,
        bool builtIn = false,
        bool listed = true,
        IReadOnlyList<string>? values = null)
    {
        var member = typeof(Members).GetProperty(name)!;
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return new ParameterMember(name, member, description, type, separator, secret, required, builtIn, listed, values ?? []);
    }

    internal sealed class Members
    {
        public string EnvironmentName { get; } = "local";

        public string[] Limit { get; } = [];

        public bool DryRun { get; }

        public string Password { get; } = "hunter22";

        public TimeSpan? Grace { get; } = TimeSpan.FromSeconds(10);

        public string Hidden { get; } = "";

        public string Broken => throw new InvalidOperationException("not yet");

        public string[] Skip { get; } = [];

        public Verbosity Verbosity { get; } = Verbosity.Normal;

        public int Parallel { get; } = 2;

        public bool Help { get; } = true;

        public Host? Host { get; }

        public string[] Target { get; } = [];
    }
}

using JamLab.Tests.Workflows.Runner.Actions;
using JamLab.Tests.Workflows.Runner.Model;

namespace JamLab.Tests.Workflows.Runner;

/// <summary>The repository, and what GitHub would know besides its files.</summary>
/// <param name="RepositoryFolder">A git repository; workflows are read from its working tree, <c>actions/checkout</c> clones its commits.</param>
/// <param name="WorkFolder">Holds workspaces, caches and artifacts; stays after the run.</param>
public sealed record RunnerOptions(string RepositoryFolder, string WorkFolder)
{
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Vars { get; init; } = new Dictionary<string, string>();

    /// <summary>Environments by name; one that is not here has no secrets and no protection. May be changed between runs: an approval is given so.</summary>
    public Dictionary<string, EnvironmentOptions> Environments { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public WorkflowEvent Event { get; init; } = WorkflowEvent.Push("main");

    public string Actor { get; init; } = "octocat";

    /// <summary>As in <c>owner/name</c>.</summary>
    public string Repository { get; init; } = "octocat/lab";

    public string DefaultBranch { get; init; } = "main";

    /// <summary>A job's token is this, a colon and its permissions: <c>token:contents=read,issues=write</c>.</summary>
    public string Token { get; init; } = "token";

    /// <summary>What a job's token may do when neither the job nor the workflow says it.</summary>
    public Permissions DefaultPermissions { get; init; } = new(new Dictionary<string, string> { ["contents"] = "read", ["packages"] = "read" });

    public string ServerUrl { get; init; } = "https://github.com";

    public string ApiUrl { get; init; } = "https://api.github.com";

    /// <summary>As many runners as there are; each has one workspace path, which is emptied before a job.</summary>
    public int MaxParallelJobs { get; init; } = 1;

    /// <summary>Gets each line of each job, masked, as <c>[job] line</c>.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Variables of this process that steps see too, besides PATH, HOME and LANG.</summary>
    public IReadOnlyList<string> PassThrough { get; init; } = [];

    /// <summary>Variables that the runner's machine has.</summary>
    public IReadOnlyDictionary<string, string> MachineEnv { get; init; } = new Dictionary<string, string>();

    /// <summary>Actions by repository and path (<c>owner/name</c>), besides those that the runner has itself.</summary>
    public IReadOnlyDictionary<string, ActionDelegate> Actions { get; init; } = new Dictionary<string, ActionDelegate>();

    /// <summary>Whether processes that outlive their job are ended with it, as GitHub's runner does with all that still have its RUNNER_TRACKING_ID.</summary>
    public bool EndsOrphans { get; init; } = true;

    /// <summary>How long a step has after SIGINT; SIGTERM follows, and SIGKILL a third of this time later.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(7.5);

    /// <summary>How long the steps with <c>always()</c> have altogether once a job was cancelled.</summary>
    public TimeSpan CancelTimeout { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>An environment of the repository; a job of one that is not approved waits.</summary>
public sealed record EnvironmentOptions
{
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Vars { get; init; } = new Dictionary<string, string>();

    public bool IsApproved { get; init; } = true;
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Nuke.Common.Output;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>A job of GitHub Actions, as its environment variables describe it; null or 0 where a variable is missing.</summary>
public class GitHubActions : Host
{
    private readonly Func<string, string?> variable;
    private readonly Lazy<JsonElement?> payload;

    internal GitHubActions(Func<string, string?> variable)
    {
        this.variable = variable;
        payload = new(() => EventPath is { } path && File.Exists(path)
            ? JsonDocument.Parse(File.ReadAllText(path)).RootElement.Clone()
            : null);
    }

    internal GitHubActions()
        : this(System.Environment.GetEnvironmentVariable)
    {
    }

    internal override bool IsServer => true;

    /// <summary>The job that this process runs in, or null elsewhere.</summary>
    public static GitHubActions? Instance => Detect() as GitHubActions;

    public string? Home => variable("HOME");
    public string? Workflow => variable("GITHUB_WORKFLOW");
    public string? Action => variable("GITHUB_ACTION");
    public string? Actor => variable("GITHUB_ACTOR");

    /// <summary>Owner and name: <c>octocat/hello-world</c>.</summary>
    public string? Repository => variable("GITHUB_REPOSITORY");
    public string? RepositoryOwner => variable("GITHUB_REPOSITORY_OWNER");
    public string? EventName => variable("GITHUB_EVENT_NAME");

    /// <summary>The file with the webhook's payload.</summary>
    public string? EventPath => variable("GITHUB_EVENT_PATH");
    public string? Workspace => variable("GITHUB_WORKSPACE");
    public string? Sha => variable("GITHUB_SHA");

    /// <summary>The full ref: <c>refs/heads/main</c>, <c>refs/tags/v1</c> or <c>refs/pull/7/merge</c>.</summary>
    public string? Ref => variable("GITHUB_REF");

    /// <summary>The source branch of a pull request; empty for other events.</summary>
    public string? HeadRef => variable("GITHUB_HEAD_REF");
    public string? BaseRef => variable("GITHUB_BASE_REF");
    public string? ServerUrl => variable("GITHUB_SERVER_URL");

    /// <summary>The job's key in the workflow file.</summary>
    public string? Job => variable("GITHUB_JOB");
    public long RunNumber => Number("GITHUB_RUN_NUMBER");
    public long RunId => Number("GITHUB_RUN_ID");

    /// <summary>The running job's number; GitHub gives it only where the workflow passes <c>job.check_run_id</c> as <c>GITHUB_JOB_ID</c>.</summary>
    public long JobId => Number("GITHUB_JOB_ID");

    /// <summary>The job's token; there only with <c>EnableGitHubToken</c>.</summary>
    public string? Token => variable("GITHUB_TOKEN");

    /// <summary>The file whose Markdown GitHub shows on the run's page.</summary>
    public string? StepSummaryFile => variable("GITHUB_STEP_SUMMARY");

    public bool IsPullRequest => EventName == "pull_request";
    public int? PullRequestNumber => IsPullRequest && Payload("number") is { ValueKind: JsonValueKind.Number } n ? n.GetInt32() : null;
    public string? PullRequestAction => IsPullRequest ? Payload("action")?.GetString() : null;

    public void Group(string group) => WriteCommand("group", group);

    public void EndGroup(string group) => WriteCommand("endgroup", group);

    public void WriteDebug(string message) => WriteCommand("debug", message);

    public void WriteWarning(string message) => WriteCommand("warning", message);

    public void WriteError(string message) => WriteCommand("error", message);

    /// <summary>Prints one workflow command, escaped so that neither message nor properties can end it.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "An instance method in NUKE.")]
    public void WriteCommand(
        string command,
        string? message = null,
        Func<IDictionary<string, object>, IDictionary<string, object>>? dictionaryConfigurator = null)
    {
        var properties = dictionaryConfigurator?.Invoke(new Dictionary<string, object>()) ?? new Dictionary<string, object>();
        using var trusted = TrustedCommands.Begin();
        Console.WriteLine(WorkflowCommand.Format(command, message, [.. properties.Select(p => (p.Key, p.Value.ToString() ?? ""))]));
    }

    private long Number(string name) =>
        long.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private JsonElement? Payload(string property) =>
        payload.Value is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(property, out var value) ? value : null;
}

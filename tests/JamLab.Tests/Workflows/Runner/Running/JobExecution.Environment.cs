using JamLab.Tests.Workflows.Runner.Expressions;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>What a step's process sees: the machine's few variables, the <c>env</c> context, and GitHub's own, which win.</summary>
internal sealed partial class JobExecution
{
    private static readonly string[] FromContext =
    [
        "actor", "api_url", "base_ref", "event_name", "event_path", "graphql_url", "head_ref", "job", "ref", "ref_name", "ref_protected", "ref_type", "repository", "repository_owner",
        "retention_days", "run_attempt", "run_id", "run_number", "server_url", "sha", "triggering_actor", "workflow", "workflow_ref", "workflow_sha", "workspace",
    ];

    private Dictionary<string, string> ProcessEnv(ObjectValue env, StepFiles files, string action)
    {
        var result = new Dictionary<string, string>();
        foreach (var name in Run.Options.PassThrough.Concat(["PATH", "HOME", "LANG"]))
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                result[name] = value;
        }

        foreach (var (name, value) in Run.Options.MachineEnv)
            result[name] = value;
        result["CI"] = "true";
        foreach (var (name, value) in env.Pairs)
            result[name] = value.AsText();
        result["PATH"] = string.Join(':', _path.AsEnumerable().Reverse().Append(result.GetValueOrDefault("PATH", "/usr/bin:/bin")));
        foreach (var name in FromContext)
            result[$"GITHUB_{name.ToUpperInvariant()}"] = _github[name].AsText();
        foreach (var (name, value) in RunnerVariables())
            result[$"RUNNER_{name}"] = value;
        foreach (var (name, file) in files.Variables)
            result[name] = file;
        result["GITHUB_ACTIONS"] = "true";
        result["GITHUB_ACTION"] = action;
        // Who sets it to another value keeps a process alive after the job; GitHub's runner allows that.
        result.TryAdd("RUNNER_TRACKING_ID", _trackingId);
        return result;
    }
}

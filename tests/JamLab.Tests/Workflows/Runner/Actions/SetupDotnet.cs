using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Actions;

/// <summary><c>actions/setup-dotnet</c>: installs nothing, but looks whether this machine has what is asked for.</summary>
internal static class SetupDotnet
{
    public static async Task RunAsync(ActionCall call, CancellationToken ct)
    {
        call.Expect("dotnet-version", "dotnet-quality", "global-json-file", "cache", "cache-dependency-path", "source-url", "owner", "config-file");
        if (call.Input("global-json-file") is { Length: > 0 } file && !File.Exists(Path.Combine(call.Workspace, file)))
            throw new StepFailedException($"The specified global.json file '{file}' does not exist");
        if (call.Flag("cache", false) && !File.Exists(Path.Combine(call.Workspace, call.Input("cache-dependency-path", "packages.lock.json"))) && !call.Input("cache-dependency-path").Contains('*', StringComparison.Ordinal))
            throw new StepFailedException($"Dependencies lock file is not found in {call.Workspace}. Supported file pattern: packages.lock.json");
        var lines = new List<string>();
        var code = await StepProcess.RunAsync(["dotnet", "--list-sdks"], call.Workspace, call.Env, lines.Add, call.Job.Run.Options.CancelGrace, ct);
        foreach (var wanted in call.Input("dotnet-version").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var prefix = wanted.Replace("x", "", StringComparison.Ordinal);
            if (code != 0 || !lines.Exists(x => x.StartsWith(prefix, StringComparison.Ordinal)))
                throw new StepFailedException($"this machine has no .NET SDK '{wanted}': {string.Join(", ", lines)}");
        }

        if (code != 0)
            throw new StepFailedException("this machine has no .NET SDK");
        call.SetOutput("dotnet-version", lines.LastOrDefault("").Split(' ')[0]);
        call.SetOutput("cache-hit", "false");
    }
}

using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Emission;

/// <summary>The steps that jobs have in common.</summary>
internal static class Steps
{
    /// <summary>Where journals go from job to job; no hidden folder, since artifacts leave those out.</summary>
    public const string Attempt = "artifacts/attempt";

    /// <summary>GitHub's runner for what needs no lab.</summary>
    public static readonly IReadOnlyList<string> Hosted = ["ubuntu-24.04"];

    /// <summary>The repository without a token that later steps could use.</summary>
    public static ActionStep Checkout(bool wholeHistory = false, Text? reference = null) => new("Check out", "actions/checkout")
    {
        With =
        [
            .. reference is { } given ? [("ref", given)] : Array.Empty<(string, Text)>(),
            .. wholeHistory ? [("fetch-depth", "0")] : Array.Empty<(string, Text)>(),
            ("persist-credentials", "false"),
        ],
    };

    public static ActionStep InstallDotNet(bool cachePackages = false) => new("Install .NET", "actions/setup-dotnet")
    {
        With =
        [
            ("global-json-file", "global.json"),
            .. cachePackages ? [("cache", "true"), ("cache-dependency-path", "**/packages.lock.json")] : Array.Empty<(string, Text)>(),
        ],
    };

    /// <summary>The compiled build, so that only the first job after a change compiles.</summary>
    public static ActionStep CompiledBuild() => new("Restore the compiled build", "actions/cache")
    {
        With =
        [
            ("path", ".nuke/temp/build"),
            ("key", (Text)"build-" + Text.Of("runner.os") + "-" + Text.Of("runner.arch") + "-" + Text.Of("hashFiles('build.sh', 'global.json', 'Directory.*', 'build/**', 'pipelines/**')")),
        ],
    };

    public static ActionStep TakeOverJournals(string environment) => new("Take over what succeeded", "actions/download-artifact")
    {
        With = [("pattern", $"journal-{environment}-*"), ("path", Attempt), ("merge-multiple", "true")],
    };

    public static ActionStep HandOnJournal(Text name) => new("Hand on what succeeded", "actions/upload-artifact")
    {
        With = [("name", name), ("path", $"{Attempt}/*.log"), ("overwrite", "true"), ("retention-days", "7")],
    };

    /// <summary>What people look at afterwards, also when the job failed.</summary>
    public static ActionStep Upload(string name, Text artifact, Text path, int days = 30, bool hidden = false) => new(name, "actions/upload-artifact")
    {
        If = "!cancelled()",
        With =
        [
            ("name", artifact),
            ("path", path),
            ("if-no-files-found", "ignore"),
            .. hidden ? [("include-hidden-files", "true")] : Array.Empty<(string, Text)>(),
            ("overwrite", "true"),
            ("retention-days", days.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ],
    };

    public static RunStep Build(string targets) => new(targets, $"./build.sh {targets}");

    /// <summary>Machines on the runner itself need root, which GitHub's runners give through sudo.</summary>
    public static RunStep AsRoot(string name, string command) => new(name, $"if [[ $EUID -eq 0 ]]; then {command}; else sudo --preserve-env {command}; fi\n");
}

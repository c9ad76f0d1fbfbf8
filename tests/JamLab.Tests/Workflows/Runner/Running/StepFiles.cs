using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>The files through which a step speaks to the runner.</summary>
internal sealed class StepFiles(JobFolders folders)
{
    private const long LargestSummary = 1024 * 1024;
    private readonly string _env = folders.NewFile("set_env");
    private readonly string _output = folders.NewFile("set_output");
    private readonly string _path = folders.NewFile("add_path");
    private readonly string _summary = folders.NewFile("step_summary");
    private readonly string _state = folders.NewFile("save_state");

    public IEnumerable<(string Name, string File)> Variables =>
        [("GITHUB_ENV", _env), ("GITHUB_OUTPUT", _output), ("GITHUB_PATH", _path), ("GITHUB_STEP_SUMMARY", _summary), ("GITHUB_STATE", _state)];

    public IReadOnlyList<KeyValuePair<string, string>> Outputs => FileCommands.Read(Text(_output));

    /// <summary>Throws <see cref="StepFailedException"/> for a variable that may not be set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Env
    {
        get
        {
            var result = FileCommands.Read(Text(_env));
            return result.Any(x => x.Key.Equals("NODE_OPTIONS", StringComparison.OrdinalIgnoreCase)) ? throw new StepFailedException("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.") : result;
        }
    }

    public IEnumerable<string> Path => Text(_path).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Markdown; throws <see cref="StepFailedException"/> when it is larger than GitHub takes.</summary>
    public string Summary =>
        new FileInfo(_summary) is { Exists: true, Length: > LargestSummary } file
            ? throw new StepFailedException($"$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got {file.Length / 1024}k")
            : Text(_summary);

    /// <summary>Reads the state too, so that a wrong line in it fails the step.</summary>
    public void CheckState() => _ = FileCommands.Read(Text(_state));

    private static string Text(string file) => File.Exists(file) ? File.ReadAllText(file) : "";
}

using System.Diagnostics;
using JamLab.Stages.Workflows.Emission;
using JamLab.Stages.Workflows.Model;
using JamLab.Stages.Workflows.Printing;
using JamLab.Tests.Machines.Lab.Support;
using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Workflows;

/// <summary>
/// A git repository with all of this one's files and two copies of the local lab, which nobody else on this computer has: one to apply, one to
/// rehearse. What its runs compile is kept between them, as GitHub's cache would.
/// </summary>
public sealed class WorkflowRepository : IAsyncDisposable
{
    private static readonly string[] Left = [".git", "bin", "obj", "temp", ".state", "artifacts", "node_modules", "TestResults"];

    private readonly string _folder = Directory.CreateTempSubdirectory("jamlab-workflows-").FullName;
    private readonly string _suffix = $"{Guid.NewGuid():N}"[..6];
    private const string Seed = "seed.yml";

    private string? _ready;
    private bool _isSeeded;

    public string Applied => $"a{_suffix}";

    public string Rehearsed => $"r{_suffix}";

    /// <summary>Where the runner's machine keeps the state, as <c>ci: state</c> says.</summary>
    public string State => Path.Combine(_folder, "state");

    public string Root => _ready ??= Make();

    public string Work => Path.Combine(_folder, "work");

    /// <summary>A runner that has seen this build compiled: its cache is filled first, as an earlier run on the default branch would have.</summary>
    internal async Task<WorkflowRunner> RunnerAsync(WorkflowEvent happened)
    {
        if (!_isSeeded)
        {
            var seed = await new WorkflowRunner(Options(WorkflowEvent.Dispatch())).RunAsync(Seed, TestContext.Current.CancellationToken);
            seed.Conclusion.ShouldBe(Conclusion.Success, seed.ToString());
            _isSeeded = true;
        }

        return new WorkflowRunner(Options(happened));
    }

    /// <summary>The runner's machine: it makes containers, has this computer's templates, and knows nothing of a CI that the tests may run in.</summary>
    private RunnerOptions Options(WorkflowEvent happened) => new(Root, Work)
    {
        Event = happened,
        Log = line => TestContext.Current.SendDiagnosticMessage(line),
        MachineEnv = new Dictionary<string, string>
        {
            ["NUKE_HYPERVISOR"] = "nspawn",
            ["NO_COLOR"] = "1",
            ["COMPILED"] = Path.GetDirectoryName(Compiled())!,

            // The sources were analysed when these tests were compiled.
            ["RunAnalyzers"] = "false",
            ["JAMLAB_CACHE"] = Templates.Lab.Paths.Cache,
            ["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
            ["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "",
        },
        PassThrough = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsOfTheNetwork)],
    };

    // How this computer reaches registries, which a runner's machine knows too.
    private static bool IsOfTheNetwork(string name) =>
        new[] { "PROXY", "CERT", "CA_BUNDLE", "NPM_CONFIG", "NUGET", "DOTNET" }.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    public string Git(params string[] arguments) => Run("git", ["-C", Root, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        if (_ready is null)
            return;
        foreach (var (environment, folder, state) in Labs().ToList())
        {
            using var end = new Command(folder, [new("JAMLAB_STATE", state), new("CI", null), new("GITHUB_ACTIONS", null)], ["DestroyVms", "--allow-destroy", "--wait", "--environment", environment, "--hypervisor", "nspawn"]);
            await end.EndsAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<(string Environment, string Folder, string? State)> Labs()
    {
        var compiled = Directory.Exists(Work) ? Directory.GetFiles(Work, "build.sh", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!).ToList() : [];
        if (compiled.Count > 0 && Directory.Exists(Path.Combine(State, Applied)))
            yield return (Applied, compiled[0], State);
        foreach (var folder in compiled.Where(folder => Directory.Exists(Path.Combine(folder, "environments", Rehearsed, ".state"))))
            yield return (Rehearsed, folder, null);
    }

    private string Make()
    {
        var root = Path.Combine(_folder, "repository");
        Copy(Templates.Lab.Root, root);
        foreach (var environment in new[] { Applied, Rehearsed })
            Copy(Path.Combine(root, "environments", "local"), Path.Combine(root, "environments", environment));
        var inventory = Path.Combine(root, "environments", Applied, "inventory.yml");
        File.WriteAllText(inventory, File.ReadAllText(inventory).Replace("  runner: [self-hosted, linux]\n", $"  runner: [self-hosted, linux]\n  state: {State}\n", StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(Path.Combine(root, ".github", "workflows")))
            File.Delete(file);
        Run("git", ["init", "-q", "-b", "main", root]);
        foreach (var (name, value) in new[] { ("user.name", "jam"), ("user.email", "jam@example.org") })
            Run("git", ["-C", root, "config", name, value]);
        Run("dotnet", ["exec", Compiled(), "GenerateWorkflows", "--root", root]);
        File.WriteAllText(Path.Combine(root, ".github", "workflows", Seed), new WorkflowPrinter(ActionLock.Read(root)).Print(Seeding()));
        Run("git", ["-C", root, "add", "-A"]);
        Run("git", ["-C", root, "commit", "-q", "-m", "a lab"]);
        return root;
    }

    // The same content has the same build wherever it lies, and this computer has compiled it.
    private static string Compiled() =>
        Directory.GetFiles(Path.Combine(Templates.Lab.Root, ".nuke", "temp", "build"), "_build.dll", SearchOption.AllDirectories).OrderByDescending(File.GetLastWriteTimeUtc).First();

    private static Workflow Seeding() => new(Seed, "Seed", "Keeps the compiled build.")
    {
        On = new Triggers { Dispatch = [] },
        Permissions = [Permission.Read("contents")],
        Jobs =
        [
            new StepsJob("seed")
            {
                Runner = Steps.Hosted,
                Timeout = TimeSpan.FromMinutes(5),
                Steps = [Steps.Checkout(), Steps.CompiledBuild(), new RunStep("Put it there", "mkdir -p .nuke/temp/build && cp -a \"$COMPILED\" .nuke/temp/build/")],
            },
        ],
    };

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => new FileInfo(file).LinkTarget is null))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(folder => !Left.Contains(Path.GetFileName(folder))))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static string Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {output}{errors.Result}");
        return output;
    }
}

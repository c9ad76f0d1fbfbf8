using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JamLab.Inventory;
using JamLab.Stages.Processes;
using JamLab.Stages.State;

namespace JamLab.Stages.Provisioning.Terraform;

/// <summary>
/// One working folder of Terraform (or OpenTofu) for an environment and a hypervisor: a generated root module that calls ours, the
/// variables, and the <c>*.tf</c> files of the environment's own <c>terraform/</c> folder, where a backend is configured.
/// </summary>
public sealed class TerraformWorkspace(LabPaths paths, string hypervisor, string program, ProcessRunner processes)
{
    /// <summary>A Terraform that a killed run left without a record of it gets the time to end.</summary>
    private const string Patient = "-lock-timeout=120s";

    private static readonly Dictionary<string, Secret> Quiet = new()
    {
        ["TF_IN_AUTOMATION"] = new Secret("1"),
        ["TF_INPUT"] = new Secret("0"),
        ["CHECKPOINT_DISABLE"] = new Secret("1"),
    };

    public string Folder { get; } = Path.Combine(paths.State, hypervisor, "terraform");

    private string Module => Path.Combine(paths.TerraformModules, hypervisor);

    private string SettledFile => Path.Combine(Folder, "settled");

    /// <summary>What the last plan was made from that found nothing to change.</summary>
    private string? Settled => File.Exists(SettledFile) ? File.ReadAllText(SettledFile) : null;

    private string PlanFile => Path.Combine(Folder, "tfplan");

    /// <summary>Writes the root module and <paramref name="variables"/>; runs <c>init</c> when what it depends on is new.</summary>
    public async Task PrepareAsync(Dictionary<string, object> variables, CancellationToken cancellation)
    {
        PrivateFiles.CreateFolder(Folder);
        var root = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["variable"] = variables.Keys.ToDictionary(name => name, _ => new Dictionary<string, string> { ["type"] = "any" }),
            ["module"] = new Dictionary<string, object>
            {
                ["machines"] = variables.Keys.ToDictionary(name => name, name => $"${{var.{name}}}")
                    .Append(new("source", Path.GetRelativePath(Folder, Module))).ToDictionary(),
            },
            ["output"] = new Dictionary<string, Dictionary<string, string>> { ["machines"] = new() { ["value"] = "${module.machines.machines}" } },
        }, TerraformJson.Default.DictionaryStringObject);
        PrivateFiles.Write(Path.Combine(Folder, "main.tf.json"), root);
        PrivateFiles.Write(Path.Combine(Folder, "jamlab.auto.tfvars.json"), JsonSerializer.Serialize(variables, TerraformJson.Default.DictionaryStringObject));
        CopyOwnFiles();

        var stamp = Path.Combine(Folder, "initialised");
        var inputs = InitInputs(root);
        if (Directory.Exists(Path.Combine(Folder, ".terraform")) && File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellation).ConfigureAwait(false) == inputs)
            return;
        await processes.RunAsync(Command("init", "-input=false"), cancellation).ConfigureAwait(false);
        PrivateFiles.Write(stamp, inputs);
    }

    /// <summary>Plans into a file that <see cref="ApplyAsync"/> applies as it is; null when nothing would change.</summary>
    /// <param name="replace">Addresses whose machine was found dead: they are made anew although the configuration is the same.</param>
    /// <param name="targets">Addresses to confine the run to; empty for all.</param>
    public async Task<JsonDocument?> PlanAsync(IEnumerable<string> replace, IEnumerable<string> targets, bool destroy, CancellationToken cancellation)
    {
        var replaced = replace.ToList();
        var allTargets = targets.ToList();
        var plansNothingNew = replaced.Count == 0 && !destroy;
        if (plansNothingNew && Settled is { } settled && settled == Inputs())
            return null;
        string[] arguments =
        [
            "plan", "-input=false", Patient, "-detailed-exitcode", $"-out={PlanFile}",
            .. destroy ? ["-destroy"] : Array.Empty<string>(),
            .. replaced.Select(address => $"-replace={address}"),
            .. allTargets.Select(address => $"-target={address}"),
        ];
        var command = Command(arguments);
        var result = await processes.TryRunAsync(command, cancellation).ConfigureAwait(false);
        if (result.ExitCode == 0)
        {
            if (plansNothingNew && allTargets.Count == 0)
                PrivateFiles.Write(SettledFile, Inputs() ?? "");
            return null;
        }

        if (result.ExitCode != 2)
            throw new ToolFailedException(command, result);
        var shown = await processes.RunAsync(Command("show", "-json", PlanFile), cancellation).ConfigureAwait(false);
        return JsonDocument.Parse(shown.Output);
    }

    /// <summary>Applies exactly what <see cref="PlanAsync"/> showed.</summary>
    /// <param name="powerCut">Machines that are destroyed need not shut down in order.</param>
    public Task ApplyAsync(bool powerCut, CancellationToken cancellation)
    {
        var command = Command("apply", "-input=false", Patient, PlanFile) with { Shown = TerraformProgress.Shown };
        if (powerCut)
            command = command with { Environment = new Dictionary<string, Secret>(command.Environment) { ["JAMLAB_POWER_CUT"] = new Secret("1") } };
        return processes.RunAsync(command, cancellation);
    }

    public async Task<JsonDocument> OutputsAsync(CancellationToken cancellation) =>
        JsonDocument.Parse((await processes.RunAsync(Command("output", "-json"), cancellation).ConfigureAwait(false)).Output);

    private ToolCommand Command(params string[] arguments) =>
        new(program, [arguments[0], "-no-color", .. arguments[1..]]) { WorkingDirectory = Folder, Environment = Quiet };

    private void CopyOwnFiles()
    {
        var source = Path.Combine(paths.EnvironmentFolder, "terraform");
        var own = Directory.Exists(source) ? Directory.GetFiles(source, "*.tf") : [];
        foreach (var file in own)
            PrivateFiles.Write(Path.Combine(Folder, Path.GetFileName(file)), File.ReadAllText(file));
        foreach (var stale in Directory.GetFiles(Folder, "*.tf").Where(copy => !own.Any(file => Path.GetFileName(file) == Path.GetFileName(copy))))
            File.Delete(stale);
    }

    /// <summary>
    /// All that a plan depends on: terraform_data has nothing outside of the state that could drift. Null where that is not so: an environment with files of its own may
    /// keep its state elsewhere, or have resources that a provider reads.
    /// </summary>
    private string? Inputs()
    {
        var state = Path.Combine(Folder, "terraform.tfstate");
        if (!File.Exists(state) || Directory.GetFiles(Folder, "*.tf").Length > 0)
            return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{program}\n{new FileInfo(program).Length}\n"));
        foreach (var file in Directory.GetFiles(Folder, "*.json").Concat(Directory.GetFiles(Module)).Append(state).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n"));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string InitInputs(string root)
    {
        var text = new StringBuilder(root).Append(program).Append(new FileInfo(program).Length);
        foreach (var file in Directory.GetFiles(Module, "*.tf").Concat(Directory.GetFiles(Folder, "*.tf")).Order(StringComparer.Ordinal))
            text.Append(file).Append(File.ReadAllText(file));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

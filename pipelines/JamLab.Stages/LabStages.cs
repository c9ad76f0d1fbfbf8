using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Files;
using JamLab.Stages.Processes;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using JamLab.Stages.Templates;
using JamLab.Stages.Tools;
using Serilog;
using Spectre.Console;

namespace JamLab.Stages;

/// <summary>The stages of one environment, put together from what the user asked for: one method a target. Partials follow the subjects.</summary>
public sealed partial class LabStages(StageOptions options, ILogger log, TimeProvider time, Func<string, string?> variable)
{
    private InventoryResult? _read;
    private FileTree? _files;
    private IAnsiConsole? _console;

    private LabPaths Paths { get; } = LabPaths.For(options.Root, options.Environment, variable);

    /// <summary>Made late: loading it costs more than most runs need. A pipe has no width, and wrapped tables are hard to search.</summary>
    private IAnsiConsole Output => options.Console ?? (_console ??= CreateConsole());

    private static IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = 160;
        return console;
    }

    /// <summary>SSH connections that one target leaves to the next.</summary>
    private SshPool Connections { get; } = new();

    private Workstation Here { get; } = Workstation.Current(variable);

    /// <summary>The checked inventory; throws all of its errors together. Warnings are <see cref="Validate"/>'s to tell.</summary>
    public LabInventory Inventory
    {
        get
        {
            var read = Read();
            var inventory = read.Inventory ?? throw new DiagnosticException(read.Diagnostics);
            return Rehearsal.Of(options.Hypervisor is { } kind
                ? inventory with { Hypervisor = inventory.Hypervisor with { Kind = inventory.Hypervisor.Kind with { Value = kind } } }
                : inventory);
        }
    }

    /// <summary>Every problem of the inventory, warnings too, in the file's order.</summary>
    public IReadOnlyList<Diagnostic> Validate() => Read().Diagnostics;

    /// <summary>Writes what <see cref="Validate"/> finds as JSON or SARIF and returns the file's path.</summary>
    public string WriteValidation(ReportFormat format)
    {
        var sarif = format == ReportFormat.Sarif;
        Directory.CreateDirectory(Paths.Artifacts);
        var path = Path.Combine(Paths.Artifacts, sarif ? "inventory.sarif" : "inventory.json");
        File.WriteAllText(path, sarif ? DiagnosticPrinter.Sarif(Validate()) : DiagnosticPrinter.Json(Validate()));
        return Display(path);
    }

    /// <summary>The inventory's lines, for showing the place of a problem; null for other files.</summary>
    public string[]? ReadLines(string file)
    {
        var path = Path.Combine(Paths.Root, file);
        return File.Exists(path) ? File.ReadAllLines(path) : null;
    }

    private InventoryResult Read()
    {
        if (_read is not null)
            return _read;
        if (!File.Exists(Paths.InventoryFile))
        {
            var environments = Directory.GetDirectories(Path.Combine(Paths.Root, "environments"))
                .Where(folder => File.Exists(Path.Combine(folder, "inventory.yml")))
                .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);
            throw new DiagnosticException("JAM0405", $"there is no environment '{options.Environment}': {Display(Paths.InventoryFile)} does not exist",
                $"choose one of {string.Join(", ", environments)} with --environment, or make that file");
        }

        var read = InventoryFile.Parse(File.ReadAllText(Paths.InventoryFile), Display(Paths.InventoryFile), ImageDefinition.Names(Paths.Images), Roles.Known);
        return _read = read.Inventory is { } inventory && Files.Check(inventory) is { Count: > 0 } problems ? new InventoryResult(null, [.. read.Diagnostics, .. problems]) : read;
    }

    /// <summary>The files that need no role.</summary>
    private FileTree Files => _files ??= FilesFolder.Read(Path.Combine(Paths.EnvironmentFolder, "files"));

    private string Display(string path) => Path.GetRelativePath(Paths.Root, path);

    private async Task<LockFile> LockAsync(CancellationToken cancellation)
    {
        try
        {
            PrivateFiles.CreateFolder(Paths.State);
        }
        catch (UnauthorizedAccessException)
        {
            throw new DiagnosticException("JAM0473", $"the state's folder {Paths.State} cannot be written by '{Environment.UserName}'",
                Paths.StateFolder is null ? "run as who owns it" : $"give $JAMLAB_STATE to who runs this: sudo install -d -m 0700 -o {Environment.UserName} {Paths.StateFolder}");
        }

        var held = await LockFile.AcquireAsync(
            Path.Combine(Paths.State, "lock"), $"environment '{options.Environment}'", options.Wait, time, log, cancellation).ConfigureAwait(false);
        await Records.EndLeftovers(cancellation).ConfigureAwait(false);
        return held;
    }

    private RunRecords Records => new(Path.Combine(Paths.State, "running"), log);

    private ProcessRunner Processes => new(log, Records);

    private Task<FoundTools> ToolsAsync(IReadOnlyList<ToolNeed> needs, CancellationToken cancellation) =>
        new Toolbox(Paths, Here, new ProcessRunner(log), log, time,
            new ToolboxOptions(
                options.InstallTools switch { true => InstallTools.Always, false => InstallTools.Never, null => InstallTools.Ask },
                options.IsInteractive ? question => Output.Confirm(question) : null))
        .ResolveAsync(needs, cancellation);
}

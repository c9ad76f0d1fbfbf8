using JamLab.Inventory;
using JamLab.Stages.Processes;

namespace JamLab.Stages.Templates;

/// <summary>Runs Packer in a build's folder: boots the base disk, runs the scripts, and leaves the disk in <see cref="PackerVariables.Output"/>.</summary>
internal sealed class PackerRun(TemplateTools tools, ProcessRunner runner)
{
    private static readonly Version FirstWithPlugins = new(1, 7);

    public async Task BuildAsync(string work, PackerVariables variables, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(Path.Combine(work, "build.auto.pkrvars.json"), variables.ToJson(), cancellation).ConfigureAwait(false);
        WriteSeed(variables);
        if (UsePluginsFile(work, tools.PackerVersion))
            await runner.RunAsync(Command(work, "init", "."), cancellation).ConfigureAwait(false);
        try
        {
            await runner.RunAsync(Command(work, "build", "-color=false", "-timestamp-ui", ".") with { Shown = Progress }, cancellation).ConfigureAwait(false);
        }
        catch (ToolFailedException failure)
        {
            throw new StageException(failure.Message, $"The machine's last words ({variables.SerialLog}):\n{Tail(variables.SerialLog, 15)}");
        }
    }

    /// <summary>Packer before 1.7 rejects required_plugins, and later ones need it; so the file has another name until it is wanted.</summary>
    public static bool UsePluginsFile(string work, string packerVersion)
    {
        var modern = Path.Combine(work, "plugins.pkr.hcl.modern");
        if (!File.Exists(modern) || !Version.TryParse(packerVersion.Split('-')[0], out var version) || version < FirstWithPlugins)
            return false;
        File.Move(modern, Path.Combine(work, "plugins.pkr.hcl"), overwrite: true);
        return true;
    }

    private ToolCommand Command(string work, params string[] arguments) => new(tools.Packer, arguments)
    {
        WorkingDirectory = work,
        Environment = new Dictionary<string, Secret>
        {
            ["CHECKPOINT_DISABLE"] = new("1"),
            ["PACKER_CACHE_DIR"] = new(Path.Combine(work, "packer_cache")),
            ["TMPDIR"] = new(work),
        },
    };

    private static void WriteSeed(PackerVariables variables)
    {
        Directory.CreateDirectory(variables.SeedFolder);
        File.WriteAllText(Path.Combine(variables.SeedFolder, "meta-data"), "instance-id: template\nlocal-hostname: template\n");
        File.WriteAllText(Path.Combine(variables.SeedFolder, "user-data"),
            $"#cloud-config\ndisable_root: false\nusers:\n  - name: root\n    ssh_authorized_keys: ['{variables.PublicKey}']\n");
    }

    // "2026-01-01T10:00:00Z: ==> qemu.template: Waiting for SSH to become available..."
    private static string? Progress(string line) =>
        line.IndexOf("==> ", StringComparison.Ordinal) is var start and >= 0 && line.IndexOf(": ", start, StringComparison.Ordinal) is var end and >= 0 ? $"packer: {line[(end + 2)..]}" : null;

    private static string Tail(string file, int lines)
    {
        if (!File.Exists(file))
            return "(nothing)";
        // A console's control sequences would colour or move the user's terminal.
        var text = new string([.. File.ReadAllText(file).Where(c => c is '\n' or >= ' ')]);
        return string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines));
    }
}

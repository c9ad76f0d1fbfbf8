using JamLab.Stages.Processes;
using JamLab.Stages.State;
using Serilog;

namespace JamLab.Stages.Templates;

/// <summary>
/// Where one template is made: <c>&lt;template&gt;.building</c>, with the lock and the records of running processes beside it. Renaming it is the
/// last act of a build, so that a template is there whole or not at all.
/// </summary>
internal sealed class BuildFolder(string templates, string templateName, ILogger log)
{
    private const string Suffix = ".building";

    public string Final { get; } = Path.Combine(templates, templateName);

    private string Building { get; } = Path.Combine(templates, templateName + Suffix);

    /// <summary>Where tools work: bootstrapped disk, Packer's files, the key.</summary>
    public string Work => Path.Combine(Building, "work");

    /// <summary>What becomes the template.</summary>
    public string Product => Path.Combine(Building, "product");

    public string Lock { get; } = Path.Combine(templates, templateName + ".lock");

    public RunRecords Records { get; } = new(Path.Combine(templates, templateName + ".running"), log);

    /// <summary>Clears after every build that was killed; one that is going on elsewhere holds its lock and is left alone.</summary>
    public static async Task ClearUnfinishedAsync(string templates, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        if (!Directory.Exists(templates))
            return;
        foreach (var building in Directory.EnumerateDirectories(templates, "*" + Suffix).ToList())
        {
            var folder = new BuildFolder(templates, Path.GetFileName(building)[..^Suffix.Length], log);
            using var held = LockFile.TryAcquire(folder.Lock, time);
            if (held is not null)
                await folder.ClearAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Ends what a killed build left running and removes what it made; the caller holds the lock.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        await Records.EndLeftovers(cancellation).ConfigureAwait(false);
        if (!Directory.Exists(Building))
            return;
        log.Information("Removing what an interrupted build left in {Folder:l}", Building);
        await UnmountAsync(cancellation).ConfigureAwait(false);
        // A bootstrap that was told to end removes its root too, and its children may outlive it by a moment.
        for (var attempt = 1; Directory.Exists(Building); attempt++)
        {
            try
            {
                Directory.Delete(Building, recursive: true);
            }
            catch (IOException) when (attempt < 50)
            {
                await Task.Delay(200, cancellation).ConfigureAwait(false);
            }
        }
    }

    public void Create()
    {
        PrivateFiles.CreateFolder(Building);
        Directory.CreateDirectory(Work);
        Directory.CreateDirectory(Product);
        // In a user namespace the packages' users are not the owner, and pass through here to the root.
        foreach (var folder in new[] { Building, Work })
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    /// <summary>Puts the finished template in its place. What lay there was not valid, or is replaced on request.</summary>
    public void Publish()
    {
        if (Directory.Exists(Final))
            Directory.Delete(Final, recursive: true);
        Directory.Move(Product, Final);
        Directory.Delete(Building, recursive: true);
    }

    // Root's bootstrap mounts /proc and /dev inside in a mount namespace of its own, which ends with it; this is for systems without them.
    private async Task UnmountAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux() || Programs.Find("umount") is not { } umount)
            return;
        var mounts = (await File.ReadAllLinesAsync("/proc/self/mountinfo", cancellation).ConfigureAwait(false))
            .Select(line => line.Split(' ')[4].Replace("\\040", " ", StringComparison.Ordinal))
            .Where(point => point.StartsWith(Building + "/", StringComparison.Ordinal))
            .Reverse();
        foreach (var point in mounts)
            await new ProcessRunner(log).RunAsync(new ToolCommand(umount, "--lazy", point), cancellation).ConfigureAwait(false);
    }
}

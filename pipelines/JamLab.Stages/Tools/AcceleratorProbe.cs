using JamLab.Stages.Processes;
using JamLab.Stages.State;
using Serilog;

namespace JamLab.Stages.Tools;

/// <summary>
/// Finds out what runs guests fast. That /dev/kvm opens says little: under some nested hypervisors real mode works and the first 64-bit
/// kernel hangs. So a small guest (<see cref="ProbeFirmware"/>) is booted with a time limit, and the answer kept until the next boot of this
/// computer, a new kernel or a new QEMU (docs/decisions/0004-accelerator-probe.md).
/// </summary>
public sealed class AcceleratorProbe(LabPaths paths, Workstation here, ProcessRunner runner, ILogger log) : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly KeptAnswers _answers = new(Path.Combine(paths.Cache, "accelerator.json"));
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <param name="qemu">The path of qemu-system-x86_64.</param>
    /// <param name="again">Boot the small guest even if the answer is known.</param>
    public async Task<Accelerator> ProbeAsync(string qemu, CancellationToken cancellation, bool again = false)
    {
        var candidate = OperatingSystem.IsMacOS() ? "hvf" : "kvm";
        if (candidate == "kvm" && KvmFault() is { } fault)
            return new Accelerator("tcg", fault);

        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var dependsOn = string.Join(' ', [FileIdentity.Of(qemu), .. here.Lines("proc/sys/kernel/osrelease"), .. here.Lines("proc/sys/kernel/random/boot_id")]);
            if (!again && _answers.Find(candidate, dependsOn) is { } kept && kept.Split(": ", 2) is [var name, var reason])
                return new Accelerator(name, reason);
            log.Information("Checking whether guests run under {Accelerator:l}", candidate);
            var accelerator = await BootAsync(qemu, candidate, cancellation).ConfigureAwait(false);
            _answers.Keep(candidate, dependsOn, $"{accelerator.Name}: {accelerator.Reason}");
            return accelerator;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private string? KvmFault()
    {
        var device = here.At("dev/kvm");
        if (!File.Exists(device))
            return "there is no /dev/kvm: this computer cannot run guests in hardware, or its firmware has that switched off";
        try
        {
            using var opened = new FileStream(device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return "you may not open /dev/kvm: `sudo usermod -aG kvm $USER`, then log in again";
        }
        catch (IOException exception)
        {
            return $"/dev/kvm does not open: {exception.Message}";
        }
    }

    private async Task<Accelerator> BootAsync(string qemu, string candidate, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("jamlab-probe-").FullName;
        try
        {
            var firmware = Path.Combine(folder, "firmware");
            var letters = Path.Combine(folder, "letters");
            await File.WriteAllBytesAsync(firmware, ProbeFirmware.Build(), cancellation).ConfigureAwait(false);
            var command = new ToolCommand(qemu,
                "-accel", candidate, "-cpu", "host", "-machine", "q35", "-m", "16", "-display", "none", "-nodefaults", "-no-user-config", "-no-reboot", "-serial", "none",
                "-bios", firmware, "-debugcon", $"file:{letters}", "-device", "isa-debug-exit,iobase=0xf4,iosize=1")
            {
                // QEMU may abort, and would leave its core file where the user stands.
                WorkingDirectory = folder,
            };
            var exit = await RunAsync(command, cancellation).ConfigureAwait(false);
            var judged = Judge(candidate, exit, File.Exists(letters) ? await File.ReadAllTextAsync(letters, cancellation).ConfigureAwait(false) : "");
            return judged.IsEmulation && Directory.Exists(here.At("sys/module/kvm_pvm"))
                ? judged with { Reason = $"{judged.Reason} (kvm_pvm runs only kernels made for it)" }
                : judged;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The result, or null when the time was up.</summary>
    private async Task<ProcessResult?> RunAsync(ToolCommand command, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Limit);
        try
        {
            return await runner.TryRunAsync(command, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Pure, so that each way to fail has a test: an exit of null is the time limit, the letters say how far the guest came.</summary>
    internal static Accelerator Judge(string candidate, ProcessResult? exit, string letters)
    {
        var next = ProbeFirmware.Steps.Skip(letters.Length).Select(step => step.Proves).FirstOrDefault() ?? "exit";
        return exit switch
        {
            { ExitCode: ProbeFirmware.SuccessExitCode } => new(candidate, "a small guest came through 64-bit mode, an exception and a timer interrupt"),
            null => new("tcg", $"under {candidate} a small guest did not get to \"{next}\" within {Limit.TotalSeconds} s"),
            _ when letters.Length == 0 && Complaint(exit) is { } said => new("tcg", $"QEMU cannot use {candidate}: {said}"),
            _ => new("tcg", $"under {candidate} a small guest died before \"{next}\""),
        };
    }

    /// <summary>The first line that QEMU calls an error, else the last: what follows an error is often an assertion that failed for it.</summary>
    private static string? Complaint(ProcessResult exit) => exit.LastLines
        .Select(line => line.Split(": error: ", 2))
        .Where(parts => parts.Length == 2)
        .Select(parts => parts[1])
        .Append(exit.LastLines is [.., var last] ? last.Split("qemu-system-x86_64: ", 2)[^1] : null)
        .First();
}

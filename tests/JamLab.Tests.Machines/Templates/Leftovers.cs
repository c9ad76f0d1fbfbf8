using JamLab.Stages.Processes;
using JamLab.Stages.State;
using Serilog.Core;

namespace JamLab.Tests.Machines.Templates;

/// <summary>Records of the machines that this test run has started. A run that was killed leaves its records behind, and the next one ends those machines.</summary>
internal static class Leftovers
{
    private static readonly Lazy<Task<(RunRecords Records, LockFile Held)>> Own = new(TakeAsync);

    public static async Task<ProcessRunner> RunnerAsync() => new(Logger.None, (await Own.Value).Records);

    // A folder for each run, with a lock that its process holds to the end: whoever gets the lock of another one's folder knows that it is dead.
    private static async Task<(RunRecords, LockFile)> TakeAsync()
    {
        var all = Directory.CreateDirectory(Path.Combine(Lab.Root, "artifacts", "test-machines")).FullName;
        foreach (var folder in Directory.EnumerateDirectories(all).ToList())
        {
            using var dead = LockFile.TryAcquire(folder + ".lock", TimeProvider.System);
            if (dead is null)
                continue;
            await new RunRecords(folder, Logger.None).EndLeftovers(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }

        var own = Path.Combine(all, Guid.NewGuid().ToString("n"));
        var held = LockFile.TryAcquire(own + ".lock", TimeProvider.System)!;
        return (new RunRecords(Directory.CreateDirectory(own).FullName, Logger.None), held);
    }
}

using System.Text.Json;
using Nuke.Common.IO;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>
/// What succeeded in this attempt, with the hash of its inputs: <c>.nuke/temp/build-attempt.log</c>, a line of JSON each, for
/// <c>--continue</c>. It is replaced as a whole, so that a killed build leaves the old one or the new one; a run that needs no
/// continuing leaves none. Deleting it costs only time. Runs that share an attempt have a file each.
/// </summary>
internal sealed class Journal(JournalFiles files, NukeBuild build, InputHash inputs)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _succeeded = new(StringComparer.Ordinal);
    private readonly Dictionary<ExecutableTarget, string> _began = [];

    /// <summary>Skips what succeeded in the previous attempt with the inputs of today, if all that it depends on is skipped so too.</summary>
    public void Resume()
    {
        var previous = Read();
        var resumed = new HashSet<ExecutableTarget>();
        foreach (var target in build.ExecutionPlan)
        {
            if (target.Status != ExecutionStatus.Scheduled
                || (files.IsShared && target.Invoked)
                || !previous.TryGetValue(target.Name, out var hashes)
                || !target.ExecutionDependencies.TrueForAll(x => x.Status == ExecutionStatus.Skipped && (resumed.Contains(x) || !previous.ContainsKey(x.Name)))
                || inputs.Of(target) is var hash && !hashes.Contains(hash))
            {
                continue;
            }

            resumed.Add(target);
            _succeeded[target.Name] = hash;
            target.Status = ExecutionStatus.Skipped;
            target.SkipCause = "succeeded in the previous attempt";
        }
    }

    /// <summary>Forgets the previous attempt.</summary>
    public void Reset()
    {
        if (!files.IsShared)
            File.Delete(files.Own);
    }

    /// <summary>Notes the inputs as the target finds them; it may change them itself.</summary>
    public void Began(ExecutableTarget target)
    {
        if (!IsWorthNoting())
            return;
        var hash = inputs.Of(target);
        lock (_gate)
            _began[target] = hash;
    }

    public void Succeeded(ExecutableTarget target)
    {
        if (!IsWorthNoting(besides: target))
            return;
        lock (_gate)
        {
            _succeeded[target.Name] = _began.TryGetValue(target, out var hash) ? hash : inputs.Of(target);
            Write();
        }
    }

    // The last target of a run leaves nothing to continue.
    private bool IsWorthNoting(ExecutableTarget? besides = null) =>
        files.IsShared || build.ExecutionPlan.Count > 1
        && build.ExecutionPlan.Any(x => x != besides && x.Status is ExecutionStatus.Scheduled or ExecutionStatus.Running or ExecutionStatus.Failed);

    private Dictionary<string, HashSet<string>> Read()
    {
        var entries = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var line in files.Read.Where(x => File.Exists(x)).SelectMany(x => File.ReadAllLines(x)))
        {
            try
            {
                using var entry = JsonDocument.Parse(line);
                var target = entry.RootElement.GetProperty("target").GetString()!;
                if (!entries.TryGetValue(target, out var hashes))
                    entries[target] = hashes = new(StringComparer.Ordinal);
                hashes.Add(entry.RootElement.GetProperty("inputs").GetString()!);
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                // A line that cannot be read is a target that runs again.
            }
        }

        return entries;
    }

    private void Write()
    {
        try
        {
            TryWrite();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.Warning("The attempt cannot be continued later: {Cause}", exception.Message);
        }
    }

    private void TryWrite()
    {
        var lines = _succeeded.Select(x => $$"""{"target":"{{x.Key}}","inputs":"{{x.Value}}"}""");
        var temporary = $"{files.Own}.{Environment.ProcessId}";
        File.WriteAllLines(temporary, lines);
        File.Move(temporary, files.Own, overwrite: true);
    }
}

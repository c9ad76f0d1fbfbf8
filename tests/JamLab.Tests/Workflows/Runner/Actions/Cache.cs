using System.Security.Cryptography;
using System.Text;
using JamLab.Tests.Workflows.Runner.Files;
using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Actions;

/// <summary><c>actions/cache</c> with <c>restore</c> and <c>save</c>: a key is written once; a branch sees its own caches, those of its base and of the default branch.</summary>
internal static class Cache
{
    private const int LongestKey = 512;

    public static async Task RunAsync(ActionCall call, CancellationToken ct)
    {
        call.Expect("path", "key", "restore-keys", "enableCrossOsArchive", "fail-on-cache-miss", "lookup-only", "upload-chunk-size", "save-always");
        var matched = await RestoreCoreAsync(call, ct);
        if (matched != call.Input("key"))
            call.After("Post actions/cache", true, SaveCoreAsync);
    }

    public static async Task RestoreAsync(ActionCall call, CancellationToken ct)
    {
        call.Expect("path", "key", "restore-keys", "enableCrossOsArchive", "fail-on-cache-miss", "lookup-only");
        var matched = await RestoreCoreAsync(call, ct);
        call.SetOutput("cache-primary-key", call.Input("key"));
        call.SetOutput("cache-matched-key", matched ?? "");
    }

    public static Task SaveAsync(ActionCall call, CancellationToken ct)
    {
        call.Expect("path", "key", "enableCrossOsArchive", "upload-chunk-size");
        return SaveCoreAsync(call, ct);
    }

    private static async Task<string?> RestoreCoreAsync(ActionCall call, CancellationToken ct)
    {
        var key = Key(call);
        string[] prefixes = [key, .. Lines(call.Input("restore-keys"))];
        var found = call.Job.Run.Caches.Find(key, prefixes, Version(call));
        if (found is null)
        {
            if (call.Flag("fail-on-cache-miss", false))
                throw new StepFailedException($"Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: {key}");
            call.Log($"Cache not found for input keys: {string.Join(", ", prefixes)}");
            call.SetOutput("cache-hit", "");
            return null;
        }

        call.SetOutput("cache-hit", found.Key == key ? "true" : "false");
        call.Log($"Cache {(call.Flag("lookup-only", false) ? "found and can be restored" : "restored")} from key: {found.Key}");
        if (!call.Flag("lookup-only", false))
            await call.CheckAsync(["tar", "-xf", found.File, "-P", "-C", call.Workspace], ct);
        return found.Key;
    }

    private static async Task SaveCoreAsync(ActionCall call, CancellationToken ct)
    {
        var (key, version) = (Key(call), Version(call));
        var paths = Paths(call);
        if (paths.Count == 0)
        {
            call.Log("::warning::Path Validation Error: Path(s) specified in the action for caching do(es) not exist, hence no cache is being saved.");
            return;
        }

        if (call.Job.Run.Caches.Exists(key, version))
        {
            call.Log($"::warning::Failed to save: Unable to reserve cache with key {key}, another job may be creating this cache.");
            return;
        }

        var file = call.Job.Run.Caches.NewFile();
        await call.CheckAsync(["tar", "-cf", file, "-P", "-C", call.Workspace, "--", .. paths], ct);
        call.Job.Run.Caches.Add(key, version, file);
        call.Log($"Cache saved with key: {key}");
    }

    private static List<string> Paths(ActionCall call)
    {
        var lines = Lines(call.Input("path"));
        var plain = lines.Where(x => !x.AsSpan().ContainsAny('*', '?', '[') && x[0] != '!').Select(x => x == "~" || x.StartsWith("~/", StringComparison.Ordinal) ? call.Home + x[1..] : x);
        return lines.Any(x => x[0] == '!' || x.AsSpan().ContainsAny('*', '?', '['))
            ? [.. new Glob(call.Input("path"), call.Workspace, call.Home).Find()]
            : [.. plain.Where(x => Path.Exists(Path.Combine(call.Workspace, x)))];
    }

    private static string Key(ActionCall call)
    {
        var key = call.Input("key");
        if (key.Length is 0 or > LongestKey || key.Contains(',', StringComparison.Ordinal) || key.Contains('\n', StringComparison.Ordinal))
            throw new StepFailedException($"Key Validation Error: '{key}' must have 1 to {LongestKey} characters, no comma and no line break");
        return key;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Version(ActionCall call) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', Lines(call.Input("path"))))));
}

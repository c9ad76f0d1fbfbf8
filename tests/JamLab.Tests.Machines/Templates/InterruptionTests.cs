using System.Diagnostics;
using JamLab.Stages.Processes;
using JamLab.Stages.State;
using JamLab.Stages.Templates;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Templates;

public sealed class InterruptionTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("jamlab-cache-").FullName;

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    [Fact]
    public Task After_a_build_was_killed_in_its_bootstrap_the_next_run_leaves_nothing_of_it() =>
        Kill("mmdebstrap", work => Path.Combine(work, "tmp") is var roots && Directory.Exists(roots)
            && Directory.EnumerateDirectories(roots, "mmdebstrap.*").Any(root => File.Exists(Path.Combine(root, "usr/bin/dpkg"))));

    // It waits for a whole bootstrap before: asked for by name (`-explicit only`).
    [Fact(Explicit = true)]
    public Task After_a_build_was_killed_under_Packer_the_next_run_leaves_nothing_of_it() =>
        Kill("qemu-system", work => new FileInfo(Path.Combine(work, "serial.log")) is { Exists: true, Length: > 0 });

    private async Task Kill(string program, Func<string, bool> underway)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var paths = new LabPaths(Lab.Root, "local", _cache);

        // This very program, as another process that can be killed.
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(KilledBuild).Assembly.Location, null)) { Environment = { ["JAMLAB_TEST_BUILD"] = _cache }, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-explicit", "only", "-class", typeof(KilledBuild).FullName!])
            start.ArgumentList.Add(argument);
        using var build = Process.Start(start)!;
        await Until(() => (Left(program).Count > 0 && WorkFolders(paths).Any(underway)) || build.HasExited, cancellation);
        build.Kill();
        await build.WaitForExitAsync(cancellation);
        Left(program).ShouldNotBeEmpty($"{program} outlives its parent, or this test shows nothing");

        await new TemplateCleaning(paths, Logger.None, TimeProvider.System).ApplyAsync(cancellation);

        await Until(() => Left(_cache).Count == 0, cancellation);
        (await File.ReadAllTextAsync("/proc/mounts", cancellation)).ShouldNotContain(_cache);
        Directory.EnumerateDirectories(paths.Templates, "*.building").ShouldBeEmpty();
        TemplateStage.Plan(paths, ["debian-12"]).HasChanges.ShouldBeTrue();
    }

    private static IEnumerable<string> WorkFolders(LabPaths paths) => !Directory.Exists(paths.Templates) ? [] :
        Directory.EnumerateDirectories(paths.Templates, "*.building").Select(folder => Path.Combine(folder, "work"));

    // Processes that name this test's cache in their arguments and the given word.
    private List<string> Left(string word) =>
        [.. Directory.EnumerateDirectories("/proc").Select(folder => ReadArguments(Path.Combine(folder, "cmdline")))
            .Where(arguments => arguments.Contains(_cache, StringComparison.Ordinal) && arguments.Contains(word, StringComparison.Ordinal))];

    private static string ReadArguments(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task Until(Func<bool> condition, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(6));
        while (!condition())
            await Task.Delay(200, limit.Token);
    }
}

public class KilledBuild
{
    // No test: what the tests above start to kill it.
    [Fact(Explicit = true)]
    public async Task Builds_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable("JAMLAB_TEST_BUILD") is not { } cache)
            return;
        var paths = new LabPaths(Lab.Root, "local", cache);
        await (await Lab.StageAsync(paths)).ApplyAsync(TemplateStage.Plan(paths, ["debian-12"]), TestContext.Current.CancellationToken);
    }
}

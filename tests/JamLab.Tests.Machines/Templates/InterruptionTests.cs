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
        Kill("mmdebstrap", () => Directory.EnumerateFiles(_cache, "dpkg", SearchOption.AllDirectories).Any());

    // It waits for a whole bootstrap before: asked for by name (`-explicit only`).
    [Fact(Explicit = true)]
    public Task After_a_build_was_killed_under_Packer_the_next_run_leaves_nothing_of_it() =>
        Kill("qemu-system", () => Directory.EnumerateFiles(_cache, "serial.log", SearchOption.AllDirectories).Any(log => new FileInfo(log).Length > 0));

    private async Task Kill(string program, Func<bool> underway)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var paths = new LabPaths(Lab.Root, "local", _cache);

        // This very program, as another process that can be killed.
        var start = new ProcessStartInfo(Environment.ProcessPath!) { Environment = { ["JAMLAB_TEST_BUILD"] = _cache }, RedirectStandardOutput = true };
        start.ArgumentList.Add("-class");
        start.ArgumentList.Add(typeof(KilledBuild).FullName!);
        using var build = Process.Start(start)!;
        await Until(() => (Left(program).Count > 0 && underway()) || build.HasExited, cancellation);
        build.Kill();
        await build.WaitForExitAsync(cancellation);
        Left(program).ShouldNotBeEmpty($"{program} outlives its parent, or this test shows nothing");

        await new TemplateCleaning(paths, Logger.None, TimeProvider.System).ApplyAsync(cancellation);

        await Until(() => Left(_cache).Count == 0, cancellation);
        (await File.ReadAllTextAsync("/proc/mounts", cancellation)).ShouldNotContain(_cache);
        Directory.EnumerateDirectories(paths.Templates, "*.building").ShouldBeEmpty();
        TemplateStage.Plan(paths, ["debian-12"]).HasChanges.ShouldBeTrue();
    }

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
    [Fact]
    public async Task Builds_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable("JAMLAB_TEST_BUILD") is not { } cache)
            return;
        var paths = new LabPaths(Lab.Root, "local", cache);
        await (await Lab.StageAsync(paths)).ApplyAsync(TemplateStage.Plan(paths, ["debian-12"]), TestContext.Current.CancellationToken);
    }
}

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
    public async Task After_a_build_was_killed_the_next_run_leaves_nothing_of_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var paths = new LabPaths(Lab.Root, "local", _cache);

        // This very program, as another process that can be killed.
        var start = new ProcessStartInfo(Environment.ProcessPath!) { Environment = { ["JAMLAB_TEST_BUILD"] = _cache }, RedirectStandardOutput = true };
        start.ArgumentList.Add("-class");
        start.ArgumentList.Add(typeof(KilledBuild).FullName!);
        using var build = Process.Start(start)!;
        await Until(() => Left("mmdebstrap").Count > 0 && Directory.Exists(_cache) && Directory.EnumerateFiles(_cache, "dpkg", SearchOption.AllDirectories).Any(), cancellation);
        build.Kill();
        await build.WaitForExitAsync(cancellation);
        Left("mmdebstrap").ShouldNotBeEmpty("the bootstrap outlives its parent, or this test shows nothing");

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
        limit.CancelAfter(TimeSpan.FromMinutes(3));
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
        await Lab.Stage(paths).ApplyAsync(TemplateStage.Plan(paths, ["debian-12"]), TestContext.Current.CancellationToken);
    }
}

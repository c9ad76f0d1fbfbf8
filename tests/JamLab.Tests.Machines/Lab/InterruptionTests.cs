using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Lab;

[Collection("containers")]
public sealed class InterruptionTests(Repository repository) : IAsyncLifetime
{
    private readonly TestLab _lab = TestLab.Nspawn(repository);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData(": making disks")]
    [InlineData(": starting")]
    [InlineData(": started")]
    public async Task After_a_run_was_killed_the_next_one_ends_well_and_nothing_is_left_over(string moment)
    {
        using (var killed = _lab.Start("ProvisionVms"))
        {
            await killed.SeesAsync(moment);
            killed.Signal("KILL");
            await killed.EndsAsync();
        }

        var next = await _lab.SucceedAsync("ProvisionVms");
        next.Lines.Count(line => line.Contains(" ready ", StringComparison.Ordinal) && line.Contains("10.77.0.", StringComparison.Ordinal)).ShouldBe(3, next.All);
        Unfinished().ShouldBeEmpty();
        (await _lab.SucceedAsync("ProvisionVms")).Out.ShouldContain("Changed: nothing to change");

        await _lab.SucceedAsync("DestroyVms", "--allow-destroy");
        _lab.Traces().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(": starting", "INT", 130)]
    [InlineData(": started", "INT", 130)]
    [InlineData(": started", "TERM", 143)]
    public async Task Ctrl_C_and_SIGTERM_leave_nothing_but_machines_and_the_next_run_heals(string moment, string signal, int exitCode)
    {
        using (var interrupted = _lab.Start("ProvisionVms"))
        {
            await interrupted.SeesAsync(moment);
            if (signal == "INT")
                interrupted.PressCtrlC();
            else
                interrupted.Signal(signal);
            var result = await interrupted.EndsAsync();
            result.ExitCode.ShouldBe(exitCode, result.All);
            result.Out.ShouldContain("Aborted");
            result.All.ShouldNotContain("Exception");
        }

        // A machine that was let go while it started is a machine a moment later.
        await Eventually.So(() => Unfinished().Count == 0, TimeSpan.FromSeconds(10), () => string.Join('\n', Unfinished()));
        await _lab.SucceedAsync("ProvisionVms");
        (await _lab.SucceedAsync("ProvisionVms")).Out.ShouldContain("Changed: nothing to change");
    }

    // Processes that name this lab and are no part of a running machine.
    private List<string> Unfinished() =>
        [.. _lab.Traces().Where(trace => trace.StartsWith("process", StringComparison.Ordinal))
            .Where(trace => !TestLab.PartsOfMachines.Any(part => trace.Contains(part, StringComparison.Ordinal)))];
}

using System.Diagnostics;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.State;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.State;

public sealed class LockFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Lock => _folder / "lock";

    [Fact]
    public async Task The_second_is_told_who_holds_it_and_how_to_wait()
    {
        using var held = await Acquire();
        var told = (await Should.ThrowAsync<DiagnosticException>(Acquire)).Diagnostics.ShouldHaveSingleItem();
        told.Code.ShouldBe("JAM0481");
        told.Message.ShouldMatch($@"^environment 'local' is in use by pid {Environment.ProcessId} on \S+ since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d$");
        told.Help.ShouldNotBeNull().ShouldContain("--wait");
    }

    [Fact]
    public async Task It_is_free_once_its_holder_is_done()
    {
        (await Acquire()).Dispose();
        (await Acquire()).Dispose();
        Directory.GetFiles(_folder.Path).ShouldBe([Lock]);
    }

    [Fact]
    public async Task Who_waits_gets_it_when_it_is_free()
    {
        var held = await Acquire();
        var time = new SteppedTime();
        var waiting = LockFile.AcquireAsync(Lock, "environment 'local'", wait: true, time, Logger.None, TestContext.Current.CancellationToken);
        await time.Waited;
        waiting.IsCompleted.ShouldBeFalse();
        held.Dispose();
        time.Step();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        using var held = await Acquire();
        using var interrupted = new CancellationTokenSource();
        var waiting = LockFile.AcquireAsync(Lock, "environment 'local'", wait: true, TimeProvider.System, Logger.None, interrupted.Token);
        await interrupted.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Another_process_holds_it_until_it_is_killed()
    {
        await File.WriteAllTextAsync(Lock + ".holder", "pid 4711 on desk since 2026-01-01 00:00:00", TestContext.Current.CancellationToken);
        using var other = Process.Start(new ProcessStartInfo("flock")
        {
            // -F runs the program in place, so that one process holds the lock and is killed; flock(2) is also what .NET uses.
            ArgumentList = { "-F", Lock, "sh", "-c", "echo held; read -r never" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        (await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("held");

        (await Should.ThrowAsync<DiagnosticException>(Acquire)).Message.ShouldContain("in use by pid 4711 on desk since 2026-01-01 00:00:00");

        other.Kill();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var taken = await Acquire();
        (await File.ReadAllTextAsync(Lock + ".holder", TestContext.Current.CancellationToken)).ShouldStartWith($"pid {Environment.ProcessId} on ");
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_it()
    {
        for (var round = 0; round < 50; round++)
        {
            var held = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => LockFile.TryAcquire(Lock, TimeProvider.System))))).OfType<LockFile>().ToList();
            held.Count.ShouldBe(1, $"round {round}");
            held[0].Dispose();
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_lock_that_is_held() =>
        Should.Throw<DirectoryNotFoundException>(() => LockFile.TryAcquire(_folder / "missing" / "lock", TimeProvider.System));

    private Task<LockFile> Acquire() =>
        LockFile.AcquireAsync(Lock, "environment 'local'", wait: false, TimeProvider.System, Logger.None, TestContext.Current.CancellationToken);
}

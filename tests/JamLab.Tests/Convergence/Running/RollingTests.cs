using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Running;

/// <summary>Hosts are shells of this machine that share one folder, in which each says when it begins and when it ends.</summary>
public sealed class RollingTests : IDisposable
{
    private readonly TestHost _box = new(ShellKind.Dash);

    private string Log => $"{_box.Disk}/log";

    [Fact]
    public async Task Hosts_whose_running_parts_are_interrupted_go_one_by_one_with_the_gate_between_and_the_leader_last()
    {
        var reports = await RunAsync(["leader", "one", "two"], new Rolling("consul", 1, $"echo gate >> '{Log}'", TimeSpan.FromSeconds(30)) { GoesLast = "test \"$who\" = leader" });

        reports.ShouldAllBe(report => report.Outcome == HostOutcome.Changed);
        System.IO.File.ReadAllLines(Log).ShouldBe(["begin one", "end one", "gate", "begin two", "end two", "gate", "begin leader", "end leader", "gate"]);
    }

    [Fact]
    public async Task A_gate_that_stays_shut_stops_the_roll_and_says_what_is_left()
    {
        var reports = await RunAsync(["one", "two", "three"], new Rolling("consul", 1, "echo 'no leader'; test \"$who\" = one", TimeSpan.FromSeconds(0.2)));

        reports.Select(report => report.Outcome).ShouldBe([HostOutcome.Changed, HostOutcome.Failed, HostOutcome.NotReached]);
        reports[1].Problem.ShouldBe("consul did not become healthy within 0 s: no leader");
        reports[2].Problem.ShouldBe("not changed, since two failed before it");
        reports[2].Resources.Single().Outcome.ShouldBe(ResourceOutcome.NotReached);
        System.IO.File.ReadAllLines(Log).ShouldBe(["begin one", "end one", "begin two", "end two"]);
    }

    [Fact]
    public async Task Where_nothing_is_interrupted_nobody_waits_for_a_gate()
    {
        var reports = await RunAsync(["one", "two"], new Rolling("consul", 1, "false", TimeSpan.FromSeconds(30)), interrupts: false);

        reports.ShouldAllBe(report => report.Outcome == HostOutcome.Changed);
        reports.ShouldAllBe(report => report.RoundTrips == 2);
    }

    [Fact]
    public async Task A_host_that_fails_stops_no_other()
    {
        using var bad = new TestHost(ShellKind.Dash) { Host = "bad", MostConnections = 0 };
        var fleet = new FleetRun(new RunSettings(), TimeProvider.System);

        var reports = await fleet.RunAsync([new(bad, []), .. Declarations(["one", "two"], interrupts: false)], [], TestContext.Current.CancellationToken);

        reports.Select(report => report.Outcome).ShouldBe([HostOutcome.Unreachable, HostOutcome.Changed, HostOutcome.Changed]);
        reports[0].Problem.ShouldBe("connection refused");
        reports[0].WayOut.ShouldBe("look at sshd");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_hosts_than_allowed_are_worked_on_at_once(int limit)
    {
        const int all = 8;
        var running = new Waiting(limit, all);
        var declarations = Enumerable.Range(0, all).Select(i => new HostDeclaration(new WaitingConnector($"host{i}", running), [new("test", new Scripted("x", "false", ":"))]));

        await new FleetRun(new RunSettings { Parallel = limit, DryRun = true }, TimeProvider.System).RunAsync([.. declarations], [], TestContext.Current.CancellationToken);

        running.Most.ShouldBe(limit);
    }

    public void Dispose() => _box.Dispose();

    private Task<IReadOnlyList<HostReport>> RunAsync(string[] hosts, Rolling rolling, bool interrupts = true) =>
        new FleetRun(new RunSettings(), TimeProvider.System).RunAsync([.. Declarations(hosts, interrupts)], [rolling], TestContext.Current.CancellationToken);

    private IEnumerable<HostDeclaration> Declarations(string[] hosts, bool interrupts) => hosts.Select(name => new HostDeclaration(
        new NamedConnector(name, System.IO.Directory.CreateDirectory($"{_box.Run}/{name}").FullName),
        [new("consul", new Scripted("restart", $"test -e '{_box.Root}/{name}'", $"echo begin {name} >> '{Log}'; sleep 0.05; echo end {name} >> '{Log}'; : > '{_box.Root}/{name}'") { Interrupts = interrupts })]));

    private sealed record NamedConnector(string Host, string Run) : IHostConnector
    {
        public Task<IHostShell> ConnectAsync(CancellationToken cancellation) =>
            Task.FromResult<IHostShell>(new LocalShell(["env", $"who={Host}", "unshare", "--mount", "sh", "-c", "mount --bind \"$0\" /run; exec dash -s", Run], null));
    }

    /// <summary>Keeps who comes until as many are in as may be, and then lets out the one that came first; with the last one all.</summary>
    private sealed class Waiting(int limit, int all)
    {
        private readonly Lock _lock = new();
        private readonly Queue<TaskCompletionSource> _inside = new();
        private int _left = all;
        private int _now;

        public int Most { get; private set; }

        public Task EnterAsync()
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                _inside.Enqueue(turn);
                Most = Math.Max(Most, ++_now);
                _left--;
                if (_now >= limit)
                    _inside.Dequeue().SetResult();
                while (_left == 0 && _inside.TryDequeue(out var last))
                    last.SetResult();
            }

            return turn.Task;
        }

        public void Leave()
        {
            lock (_lock)
                _now--;
        }
    }

    private sealed record WaitingConnector(string Host, Waiting Running) : IHostConnector
    {
        public async Task<IHostShell> ConnectAsync(CancellationToken cancellation)
        {
            await Running.EnterAsync().WaitAsync(TimeSpan.FromSeconds(30), cancellation);
            Running.Leave();
            throw new HostLostException("counted", "");
        }
    }
}

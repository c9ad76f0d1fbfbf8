using System.Diagnostics;
using System.Globalization;
using JamLab.Stages.Processes;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Processes;

public sealed class RunRecordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _started = [];

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        _folder.Dispose();
    }

    private RunRecords Records => new(_folder / "running", Logger.None);

    [Fact]
    public async Task What_a_killed_run_left_is_ended_with_all_that_it_started()
    {
        var (leader, child) = await StartGroup();
        Records.Add(leader, "terraform apply");

        await Records.EndLeftovers(TestContext.Current.CancellationToken);

        ProcessIdentity.Of(leader).ShouldBeNull();
        SpinWait.SpinUntil(() => ProcessIdentity.Of(child) is null, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        Directory.GetFiles(_folder / "running").ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_else_with_the_same_pid_is_left_alone()
    {
        var (other, _) = await StartGroup();
        Directory.CreateDirectory(_folder / "running");
        var earlier = ProcessIdentity.Of(other)!.StartTicks - 1;
        await File.WriteAllTextAsync(_folder / "running" / other.ToString(CultureInfo.InvariantCulture), $"{earlier}\nterraform apply\n", TestContext.Current.CancellationToken);

        await Records.EndLeftovers(TestContext.Current.CancellationToken);

        ProcessIdentity.Of(other).ShouldNotBeNull();
        Directory.GetFiles(_folder / "running").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("4711", "")]
    [InlineData("4711", "12345")]
    [InlineData("4711", "many\nterraform apply\n")]
    [InlineData("not-a-pid", "1\nterraform apply\n")]
    [InlineData("1", "0\ninit\n")]
    public async Task A_record_that_makes_no_sense_is_dropped(string name, string content)
    {
        Directory.CreateDirectory(_folder / "running");
        await File.WriteAllTextAsync(_folder / "running" / name, content, TestContext.Current.CancellationToken);
        await Records.EndLeftovers(TestContext.Current.CancellationToken);
        Directory.GetFiles(_folder / "running").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_has_ended_is_forgotten()
    {
        var (leader, _) = await StartGroup();
        var record = Records.Add(leader, "terraform plan");
        record.Dispose();
        await Records.EndLeftovers(TestContext.Current.CancellationToken);
        ProcessIdentity.Of(leader).ShouldNotBeNull();
    }

    [Fact]
    public void A_process_that_was_there_before_tells_since_when()
    {
        var own = ProcessIdentity.Of(Environment.ProcessId)!;
        own.IsAlive.ShouldBeTrue();
        own.Uptime.ShouldBe(DateTime.Now - Process.GetCurrentProcess().StartTime, TimeSpan.FromSeconds(5));
        (own with { StartTicks = own.StartTicks + 1 }).IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void A_command_with_parentheses_in_its_name_is_read_right()
    {
        var program = _folder / "odd) S 1 (name";
        File.Copy("/bin/sleep", program);
        using var process = Process.Start(program, "1000");
        _started.Add(Process.GetProcessById(process.Id));
        SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{process.Id}/comm").Contains("odd"), TimeSpan.FromSeconds(10));
        ProcessIdentity.Of(process.Id)!.Uptime.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    /// <summary>A session of its own with a shell that leads it and a child, as the runner starts tools.</summary>
    private async Task<(int Leader, int Child)> StartGroup()
    {
        var process = Process.Start(new ProcessStartInfo("setsid") { ArgumentList = { "sh", "-c", "sleep 1000 & echo $! $$; wait" }, RedirectStandardOutput = true })!;
        _started.Add(process);
        var pids = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ').Select(int.Parse).ToList();
        return (pids[1], pids[0]);
    }
}

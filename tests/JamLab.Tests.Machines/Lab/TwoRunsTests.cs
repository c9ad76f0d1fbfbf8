using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Lab;

/// <summary>Runs with a small program before Terraform on the PATH that waits or fails where a test says so.</summary>
[Collection("containers")]
public sealed class TwoRunsTests : IAsyncLifetime
{
    // A clone of its own: what --continue goes by is the clone's.
    private readonly Repository _repository = new();
    private readonly TestLab _lab;
    private readonly string _tools = Directory.CreateTempSubdirectory("jamlab tools ").FullName;

    public TwoRunsTests()
    {
        _lab = TestLab.Nspawn(_repository);
        var terraform = Path.Combine(_tools, "terraform");
        File.WriteAllText(terraform, $"""
            #!/bin/sh
            here='{_tools}'
            if [ "$1" = apply ]; then
              while [ -e "$here/hold" ]; do sleep 0.1; done
              if [ -e "$here/fail" ]; then echo 'Error: provoked' >&2; exit 1; fi
            fi
            exec '{Stages.Processes.Programs.Find("terraform")}' "$@"
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(terraform, (UnixFileMode)0b111_101_101);
    }

    private Dictionary<string, string?> Variables => new() { ["PATH"] = $"{_tools}:{Environment.GetEnvironmentVariable("PATH")}" };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _lab.DisposeAsync();
        _repository.Dispose();
        Directory.Delete(_tools, recursive: true);
    }

    [Fact]
    public async Task The_second_run_says_who_is_at_work_or_waits()
    {
        Tell("hold");
        using var first = _lab.StartWith(Variables, "ProvisionVms", "--limit", "dns0");
        await first.SeesAsync("create");

        var second = await _lab.RunAsync("ProvisionVms", "--limit", "dns0");
        second.ExitCode.ShouldBe(2, second.All);
        second.Out.ShouldContain($"is in use by pid {first.Id} on {Environment.MachineName} since 2");
        second.Out.ShouldContain("--wait");

        using var waiting = _lab.Start("ProvisionVms", "--limit", "dns0", "--wait");
        await waiting.SeesAsync("Waiting for");
        Untell("hold");
        (await first.EndsAsync()).ExitCode.ShouldBe(0, first.Out);
        var waited = await waiting.EndsAsync();
        waited.ExitCode.ShouldBe(0, waited.All);
        waited.Out.ShouldContain("Changed: nothing to change");
    }

    [Fact]
    public async Task A_failed_run_is_continued_where_it_failed()
    {
        Tell("fail");
        using var failing = _lab.StartWith(Variables, "ProvisionVms", "--limit", "dns0");
        var failed = await failing.EndsAsync();
        failed.ExitCode.ShouldBe(1, failed.All);
        failed.Out.ShouldContain("Error: provoked");
        Untell("fail");

        var next = await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0", "--continue");
        next.Lines.ShouldContain(line => line.StartsWith("BuildTemplates", StringComparison.Ordinal) && line.Contains("succeeded in the previous attempt", StringComparison.Ordinal), next.All);
        next.Out.ShouldContain("Changed: created dns0");
    }

    [Fact]
    public async Task What_a_changed_inventory_concerns_is_not_continued_but_run()
    {
        Tell("fail");
        using var failing = _lab.StartWith(Variables, "ProvisionVms", "--limit", "dns0");
        (await failing.EndsAsync()).ExitCode.ShouldBe(1);
        Untell("fail");

        _lab.EditInventory("domain: lab.internal", "domain: other.internal");
        var next = await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0", "--continue");
        next.Out.ShouldNotContain("succeeded in the previous attempt");
        (await _lab.SshAsync("dns0", "hostname -f")).Split('\n').ShouldContain("dns0.other.internal");
    }

    [Fact]
    public async Task Two_labs_side_by_side_do_not_disturb_each_other()
    {
        // The same environment of two clones: same machines, same addresses.
        using var other = new Repository();
        await using var second = TestLab.Nspawn(other, _lab.Name);
        await Task.WhenAll(_lab.SucceedAsync("ProvisionVms"), second.SucceedAsync("ProvisionVms"));
        await _lab.SshAsync("vb0", "echo first >mark");
        (await second.SshAsync("vb0", "ls")).ShouldNotContain("mark");

        await second.SucceedAsync("DestroyVms", "--allow-destroy");
        (await _lab.SshAsync("vb0", "ping -c 1 -W 5 10.77.0.53 && cat mark")).ShouldContain("first");
        (await _lab.SucceedAsync("ProvisionVms")).Out.ShouldContain("Changed: nothing to change");
    }

    private void Tell(string what) => File.WriteAllText(Path.Combine(_tools, what), "");

    private void Untell(string what) => File.Delete(Path.Combine(_tools, what));
}

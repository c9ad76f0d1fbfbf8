using System.Diagnostics;
using JamLab.Tests.Support;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tooling;

public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _logged = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Output_is_kept_in_order_with_its_kind()
    {
        var process = Shell("echo a; echo b >&2; exit 3");

        process.WaitForExit().ShouldBeTrue();
        process.ExitCode.ShouldBe(3);
        process.Output.Where(x => x.Type == OutputType.Std).Select(x => x.Text).ShouldBe(["a"]);
        process.Output.Where(x => x.Type == OutputType.Err).Select(x => x.Text).ShouldBe(["b"]);
    }

    [Fact]
    public void Output_is_logged_while_the_process_runs()
    {
        var process = Shell($"echo ready; while [ ! -e '{_folder / "go"}' ]; do sleep 0.01; done; echo done");
        SpinWait.SpinUntil(() => Logged.Contains("Std:ready"), TimeSpan.FromSeconds(10)).ShouldBeTrue();
        process.HasExited.ShouldBeFalse();
        _folder.With("go");

        process.AssertZeroExitCode().Output.StdToText().ShouldBe("ready\ndone");
    }

    [Fact]
    public void A_failure_tells_command_directory_and_error_output()
    {
        var error = Should.Throw<ProcessException>(() => Shell("echo fine; echo 'no such thing' >&2; exit 4").AssertZeroExitCode());

        error.ExitCode.ShouldBe(4);
        error.Message.ShouldBe($"""
            Process 'bash' exited with code 4.
               > {ToolPathResolver.GetPathExecutable("bash")} -c "echo fine; echo 'no such thing' >&2; exit 4"
               @ {_folder.Path}
            Error output:
               no such thing
            """);
    }

    [Fact]
    public void A_secret_is_masked_in_arguments_output_and_failure()
    {
        var secret = "p4ss word";
        var process = ProcessTasks.StartProcess("echo", $"-n {"a b"} {secret:r}", logger: Log);
        process.AssertZeroExitCode();

        process.Arguments.ShouldBe("-n \"a b\" ***");
        Logged.ShouldBe(["Std:a b ***"]);
        process.Output.StdToText().ShouldBe("a b p4ss word");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("two  words")]
    [InlineData("a \"quoted\" word")]
    [InlineData("back\\slash and \\\" both \\")]
    [InlineData("$HOME `id` 'x' *")]
    [InlineData("")]
    public void A_shell_command_arrives_as_it_was_written(string text) =>
        ProcessTasks.StartShell($"printf '%s' {Sh(text)}", logInvocation: false, logger: Log).AssertZeroExitCode().Output.StdToText().ShouldBe(text);

    [Fact]
    public void A_timeout_kills_the_whole_tree()
    {
        var process = ProcessTasks.StartShell("sleep 100 & echo $!; wait", _folder.Path, timeout: 200, logger: Log, logInvocation: false);

        Should.Throw<AssertionException>(() => process.AssertWaitForExit()).Message.ShouldContain("did not end in time and was killed");
        IsAlive(int.Parse(process.Output.StdToText())).ShouldBeFalse();
    }

    [Fact]
    public void A_daemon_that_keeps_the_pipes_does_not_hold_up_its_parent()
    {
        var time = Stopwatch.StartNew();
        var process = Shell("sleep 60 & echo $!");
        process.AssertZeroExitCode();

        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        using var daemon = Process.GetProcessById(int.Parse(process.Output.StdToText()));
        daemon.Kill();
    }

    [Fact]
    public void Given_variables_are_the_whole_environment() =>
        ProcessTasks.StartProcess("/usr/bin/env", "", environmentVariables: new Dictionary<string, string> { ["A"] = "b c" }, logger: Log)
            .AssertZeroExitCode().Output.StdToText().ShouldBe("A=b c");

    [Fact]
    public void A_missing_tool_is_named() =>
        Should.Throw<AssertionException>(() => ProcessTasks.StartProcess("no-such-tool"))
            .Message.ShouldBe("Could not find 'no-such-tool' on PATH: install it, or add its directory to PATH");

    [Fact]
    public void A_tool_returns_its_output_and_fails_unless_handled()
    {
        var bash = ToolResolver.GetPathTool("bash");
        var script = "exit 3";

        bash($"-c {"echo x"}", logger: Log).StdToText().ShouldBe("x");
        Should.Throw<ProcessException>(() => bash($"-c {script}", logger: Log));
        var seen = 0;
        bash($"-c {script}", logger: Log, exitHandler: x => seen = x.ExitCode);
        seen.ShouldBe(3);
        bash("-c 'exit'", logger: Log);
    }

    [Fact]
    public void A_variable_can_point_to_a_tool()
    {
        using var _ = EnvironmentInfo.SetVariables(new Dictionary<string, string?> { ["JAMLABTEST_EXE"] = "/nowhere" });

        Should.Throw<AssertionException>(() => ToolResolver.TryGetEnvironmentTool("jamlabtest"))
            .Message.ShouldBe("Environment variable JAMLABTEST_EXE points to '/nowhere', which is no file");
        ToolResolver.TryGetEnvironmentTool("jamlabother").ShouldBeNull();
    }

    private IProcess Shell(string command) => ProcessTasks.StartShell(command, _folder.Path, logInvocation: false, logger: Log);

    private void Log(OutputType type, string line)
    {
        lock (_logged)
            _logged.Add($"{type}:{line}");
    }

    private List<string> Logged
    {
        get
        {
            lock (_logged)
                return [.. _logged];
        }
    }

    private static string Sh(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsAlive(int id) => File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
}

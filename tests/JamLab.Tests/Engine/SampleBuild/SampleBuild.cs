using System.Diagnostics;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Serilog;

/// <summary>A real build for tests that need a process: to be interrupted, or to show what it prints.</summary>
class SampleBuild : NukeBuild
{
    public static int Main() => Execute<SampleBuild>(x => x.Hello);

    [Parameter("Who is greeted")] readonly string Who = "nobody";

    [Parameter("Printed, but not readable")][Secret] readonly string? Token;

    Target Hello => _ => _
        .Description("Greets")
        .Executes(() => Log.Information("Hello, {Who} {Token}", Who, Token));

    Target Fail => _ => _
        .DependsOn(Hello)
        .Executes(() => throw new InvalidOperationException("it broke", new FileNotFoundException("for want of a nail")));

    Target Behind => _ => _
        .DependsOn(Fail)
        .Executes(() => Log.Information("never"));

    // A shell that starts another process, which ignores SIGTERM.
    Target Tool => _ => _
        .Executes(() => ProcessTasks.StartProcess("bash", $"-c \"sleep 301 & echo $$ > {RootDirectory / "tool.pid"}; wait\"").AssertZeroExitCode());

    Target Own => _ => _
        .Executes(() =>
        {
            using var process = Process.Start("bash", ["-c", $"echo $$ > {RootDirectory / "own.pid"}; exec sleep 302"]);
            process.WaitForExit();
        });

    Target Daemon => _ => _
        .Executes(() =>
        {
            var daemon = $"echo $$ > {RootDirectory / "daemon.pid"}; exec sleep 303 > /dev/null 2>&1 < /dev/null";
            ProcessTasks.StartProcess("setsid", $"-f bash -c {daemon}").AssertZeroExitCode();
            (RootDirectory / "daemon.done").WriteAllText("yes");
        });

    Target CleanUp => _ => _
        .DependsOn(Tool)
        .AssuredAfterFailure()
        .Executes(() => ProcessTasks.StartProcess("bash", $"-c \"echo cleaned > {RootDirectory / "cleaned"}\"").AssertZeroExitCode());

    Target Stubborn => _ => _
        .Executes(() =>
        {
            (RootDirectory / "stubborn.pid").WriteAllText("running");
            Thread.Sleep(Timeout.Infinite);
        });
}

using System.Text.RegularExpressions;
using JamLab.Stages.Processes;
using JamLab.Stages.State;
using JamLab.Stages.Tools;
using JamLab.Stages.Tools.Checkup;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace JamLab.Tests.Machines.Tools;

/// <summary>The programs that this computer really has.</summary>
public sealed class RealToolsTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("jamlab-tools-").FullName;
    private readonly Workstation _here = Workstation.Current(Environment.GetEnvironmentVariable);
    private readonly ProcessRunner _runner = new(Logger.None);

    private LabPaths Paths => new(_cache, "local", _cache);

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    [Fact]
    public async Task Every_installed_tool_says_its_version_and_serves()
    {
        var finder = new ToolFinder(Paths, _here, _runner);
        foreach (var tool in ToolCatalog.All)
        {
            var state = await finder.LookAsync(tool, TestContext.Current.CancellationToken);
            if (state.Path is null)
                continue;
            state.Version.ShouldNotBeNull(tool.Name);
            state.Fault.ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_warm_look_at_all_tools_starts_no_process()
    {
        await LookAsync(new ToolFinder(Paths, _here, _runner));
        var started = new Events();
        await using var log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(started).CreateLogger();
        await LookAsync(new ToolFinder(Paths, _here, new ProcessRunner(log)));
        started.Count.ShouldBe(0);
    }

    // The runner tells of every command that it starts.
    private sealed class Events : ILogEventSink
    {
        private int _count;

        public int Count => _count;

        public void Emit(LogEvent logEvent) => Interlocked.Increment(ref _count);
    }

    [Fact]
    public async Task The_small_guest_comes_all_the_way_under_emulation()
    {
        Assert.SkipWhen(_here.Find("qemu-system-x86_64") is null, "no QEMU");
        var firmware = Path.Combine(_cache, "firmware");
        await File.WriteAllBytesAsync(firmware, ProbeFirmware.Build(), TestContext.Current.CancellationToken);
        var letters = Path.Combine(_cache, "letters");
        var result = await _runner.TryRunAsync(new ToolCommand(_here.Find("qemu-system-x86_64")!,
            "-accel", "tcg", "-machine", "q35", "-m", "16", "-display", "none", "-nodefaults", "-no-reboot", "-bios", firmware,
            "-debugcon", $"file:{letters}", "-device", "isa-debug-exit,iobase=0xf4,iosize=1"), TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(ProbeFirmware.SuccessExitCode);
        (await File.ReadAllTextAsync(letters, TestContext.Current.CancellationToken)).ShouldBe(string.Concat(ProbeFirmware.Steps.Select(step => step.Letter)));
    }

    [Fact]
    public async Task The_accelerator_is_what_really_works_and_the_second_answer_is_kept()
    {
        Assert.SkipWhen(_here.Find("qemu-system-x86_64") is null, "no QEMU");
        var qemu = _here.Find("qemu-system-x86_64")!;
        using var probe = new AcceleratorProbe(Paths, _here, _runner, Logger.None);
        var first = await probe.ProbeAsync(qemu, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(first.ToString());
        // Without /dev/kvm there is nothing to ask, and nothing to keep.
        var kept = new FileInfo(Path.Combine(Paths.Cache, "accelerator.json"));
        var written = kept.Exists ? kept.LastWriteTimeUtc : default;
        using var another = new AcceleratorProbe(Paths, _here, _runner, Logger.None);
        (await another.ProbeAsync(qemu, TestContext.Current.CancellationToken)).ShouldBe(first);
        kept.Refresh();
        (kept.Exists ? kept.LastWriteTimeUtc : default).ShouldBe(written);
        // A hypervisor without hardware virtualisation that runs paravirtual guests only (PVM) is where the device is there and guests hang.
        if (Directory.Exists("/sys/module/kvm_pvm"))
            first.Name.ShouldBe("tcg");
    }

    [Fact]
    public async Task The_doctor_examines_this_computer()
    {
        var doctor = new Doctor(Paths, _here, _runner, Logger.None);
        var report = await doctor.ExamineAsync([.. ToolNeeds.BuildTemplates, .. ToolNeeds.Ssh], TestContext.Current.CancellationToken);
        using var writer = new StringWriter();
        DoctorTable.Write(report, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }));
        TestContext.Current.TestOutputHelper?.WriteLine(writer.ToString());
        report.Checks.Single(check => check.Name == "cores").Value.ShouldBe($"{Environment.ProcessorCount}");
        writer.ToString().ShouldContain("accelerator");
    }

    /// <summary>With Debian's smallest package, which is removed again.</summary>
    [Fact]
    public async Task A_missing_tool_is_installed_with_apt_get()
    {
        Assert.SkipUnless(_here.IsRoot && _here.IsDebianLike && _here.Find("hello") is null, "needs root on Debian or Ubuntu, without the package hello");
        var hello = new Tool("GNU Hello", "hello", ["--version"], new Regex(@"(\d+\.\d+(\.\d+)?)")) { DebianPackage = "hello", Website = "https://www.gnu.org/software/hello/" };
        try
        {
            var toolbox = new Toolbox(Paths, _here, _runner, Logger.None, TimeProvider.System, new ToolboxOptions(InstallTools.Always));
            var tools = await toolbox.ResolveAsync([new ToolNeed(hello, "this test")], TestContext.Current.CancellationToken);
            tools[hello].Path.ShouldBe("/usr/bin/hello");
        }
        finally
        {
            await _runner.RunAsync(new ToolCommand("apt-get", "-o", "DPkg::Lock::Timeout=120", "purge", "--yes", "hello"), CancellationToken.None);
        }
    }

    private static async Task LookAsync(ToolFinder finder)
    {
        foreach (var tool in ToolCatalog.All)
            await finder.LookAsync(tool, TestContext.Current.CancellationToken);
    }
}

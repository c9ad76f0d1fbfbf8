using JamLab.Inventory.Model;
using JamLab.Stages.Tools;
using JamLab.Stages.Tools.Checkup;
using JamLab.Tests.Support;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace JamLab.Tests.Tools;

public class DoctorTests
{
    private static readonly WorkstationFacts Good = new(
        IsRoot: true, Cores: 8, ByteSize.FromGiB(32), ByteSize.FromGiB(24), ByteSize.FromGiB(100), ByteSize.FromGiB(100),
        IsLinux: true, CgroupV2: true, Overlay: true, Loop: true, Tun: true, UserNamespaces: true);

    [Fact]
    public void A_good_computer_gets_no_advice() =>
        WorkstationChecks.Judge(Good, "/cache", "/state").ShouldAllBe(row => row.Advice == "");

    [Fact]
    public void A_poor_computer_is_told_what_to_do()
    {
        var poor = new WorkstationFacts(
            IsRoot: false, Cores: 1, ByteSize.FromGiB(2), ByteSize.FromMiB(700), ByteSize.FromGiB(4), FreeInState: null,
            IsLinux: true, CgroupV2: false, Overlay: false, Loop: false, Tun: false, UserNamespaces: false);
        Approved.Match(Plain(new DoctorReport([], WorkstationChecks.Judge(poor, "/home/you/.cache/jamlab", "/lab/.state"), null, null)), "doctor-poor-computer");
    }

    [Fact]
    public async Task In_a_pipe_the_report_is_aligned_lines()
    {
        using var bench = new Bench(root: false);
        bench.Prints("packer", "Packer v1.6.6");
        bench.Prints("mmdebstrap", "mmdebstrap 1.3.5");
        bench.Prints("qemu-system-x86_64", "QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)");
        bench.Prints("qemu-img", "qemu-img version 5.2.0 (Debian 1:5.2+dfsg-11+deb11u3)");
        bench.Prints("ssh", "OpenSSH_9.2p1 Debian-2+deb12u10");
        bench.Prints("apt-get", "");
        ToolNeed[] needs = [.. ToolNeeds.BuildTemplates, .. ToolNeeds.ProvisionVms(HypervisorKind.Qemu, ToolCatalog.Terraform)];

        var report = await Examine(bench, needs);

        report.ExitCode.ShouldBe(2);
        // The width of a column must not depend on where temporary folders lie.
        var seen = report with
        {
            Tools = [.. report.Tools.Select(row => row with { State = row.State with { Path = row.State.Path?.Replace(bench.Bin, "/usr/bin", StringComparison.Ordinal) } })],
            Checks = WorkstationChecks.Judge(Good, "/cache", "/state"),
        };
        Approved.Match(Plain(seen), "doctor");
    }

    [Fact]
    public async Task Only_a_missing_tool_that_is_needed_makes_the_exit_code_2()
    {
        using var bench = new Bench();
        bench.Prints("ssh", "OpenSSH_9.2p1 Debian-2+deb12u10");
        (await Examine(bench, ToolNeeds.Ssh)).ExitCode.ShouldBe(0);
        (await Examine(bench, ToolNeeds.BuildTemplates)).ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("nodev\ttmpfs\nnodev\toverlay\n", true)]
    [InlineData("nodev\ttmpfs\n", false)]
    public void Overlayfs_is_read_from_the_kernels_list(string fileSystems, bool there)
    {
        using var bench = new Bench();
        Put(bench, "proc/filesystems", fileSystems);
        WorkstationFacts.See(bench.Here, bench.Paths).Overlay.ShouldBe(there);
    }

    [Theory]
    [InlineData("127000", null, null, true)]
    [InlineData("0", null, null, false)]
    [InlineData("127000", "0", null, false)]
    [InlineData("127000", "1", "0", true)]
    [InlineData("127000", null, "1", false)]
    public void User_namespaces_need_all_switches_on(string most, string? debian, string? ubuntu, bool allowed)
    {
        using var bench = new Bench();
        Put(bench, "proc/sys/user/max_user_namespaces", most);
        if (debian is not null)
            Put(bench, "proc/sys/kernel/unprivileged_userns_clone", debian);
        if (ubuntu is not null)
            Put(bench, "proc/sys/kernel/apparmor_restrict_unprivileged_userns", ubuntu);
        WorkstationFacts.See(bench.Here, bench.Paths).UserNamespaces.ShouldBe(allowed);
    }

    [Fact]
    public void Memory_is_what_the_kernel_says_is_available()
    {
        using var bench = new Bench();
        Put(bench, "proc/meminfo", "MemTotal:       24684032 kB\nMemFree:         1000000 kB\nMemAvailable:   23068672 kB\n");
        WorkstationFacts.See(bench.Here, bench.Paths).FreeMemory.ShouldBe(ByteSize.FromGiB(22));
    }

    private static Task<DoctorReport> Examine(Bench bench, IReadOnlyList<ToolNeed> needs) =>
        new Doctor(bench.Paths, bench.Here, bench.Runner, bench.Logger).ExamineAsync(needs, TestContext.Current.CancellationToken);

    private static void Put(Bench bench, string path, string content)
    {
        var file = bench.Here.At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private static string Plain(DoctorReport report)
    {
        using var writer = new StringWriter();
        DoctorTable.Write(report, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }));
        return writer.ToString();
    }
}

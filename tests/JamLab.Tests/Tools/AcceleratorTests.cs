using JamLab.Stages.Processes;
using JamLab.Stages.Tools;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tools;

public class AcceleratorTests
{
    /// <summary>Exit code or null for the time limit, the letters the guest wrote, QEMU's last line, and what follows from them.</summary>
    public static TheoryData<int?, string, string[], string, string> Outcomes => new()
    {
        { 33, "rplest", [], "kvm", "a small guest came through 64-bit mode, an exception and a timer interrupt" },
        { null, "r", [], "tcg", "under kvm a small guest did not get to \"protected mode\" within 5 s" },
        { null, "rpl", [], "tcg", "under kvm a small guest did not get to \"exceptions\" within 5 s" },
        { null, "rple", [], "tcg", "under kvm a small guest did not get to \"instructions at full speed\" within 5 s" },
        { null, "rplest", [], "tcg", "under kvm a small guest did not get to \"exit\" within 5 s" },
        { 0, "rp", [], "tcg", "under kvm a small guest died before \"64-bit mode\"" },
        { 1, "", ["Could not access KVM kernel module: No such device", "qemu-system-x86_64: failed to initialize kvm: No such device"], "tcg", "QEMU cannot use kvm: failed to initialize kvm: No such device" },
        { 134, "", ["qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69", "qemu-system-x86_64: kvm.c:3183: kvm_buf_set_msrs: Assertion `ret == cpu->kvm_msr_buf->nmsrs' failed."], "tcg", "QEMU cannot use kvm: failed to set MSR 0x10a to 0x69" },
        { 0, "", [], "tcg", "under kvm a small guest died before \"real mode\"" },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Only_a_guest_that_came_all_the_way_counts(int? exit, string letters, string[] said, string name, string reason)
    {
        var result = exit is { } code ? new ProcessResult(code, "", "", said) : null;
        AcceleratorProbe.Judge("kvm", result, letters).ShouldBe(new Accelerator(name, reason));
    }

    [Fact]
    public async Task Without_the_device_nothing_is_started()
    {
        using var bench = new Bench();
        var qemu = bench.Script("qemu-system-x86_64", "echo started >> \"$CALLS\"");
        using var probe = new AcceleratorProbe(bench.Paths, bench.Here, bench.Runner, bench.Logger);
        var accelerator = await probe.ProbeAsync(qemu, TestContext.Current.CancellationToken);
        accelerator.Name.ShouldBe("tcg");
        accelerator.Reason.ShouldStartWith("there is no /dev/kvm");
        bench.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_answer_holds_until_the_computer_boots_again()
    {
        using var bench = new Bench();
        var qemu = bench.Script("qemu-system-x86_64", "echo started >> \"$CALLS\"\nexit 33");
        Boot(bench, "first");
        for (var run = 0; run < 2; run++)
            (await ProbeAsync(bench, qemu)).Name.ShouldBe("kvm");
        bench.Calls.Length.ShouldBe(1);
        Boot(bench, "second");
        await ProbeAsync(bench, qemu);
        bench.Calls.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_qemu_is_probed_anew()
    {
        using var bench = new Bench();
        Boot(bench, "first");
        (await ProbeAsync(bench, bench.Script("qemu-system-x86_64", "exit 33"))).Name.ShouldBe("kvm");
        (await ProbeAsync(bench, bench.Script("qemu-system-x86_64", "echo no >&2; exit 1"))).Reason.ShouldBe("QEMU cannot use kvm: no");
    }

    [Fact]
    public void The_firmware_begins_at_the_reset_vector_and_jumps_to_its_start()
    {
        var image = ProbeFirmware.Build();
        image.Length.ShouldBe(0x10000);
        image[0xFFF0..0xFFF5].ShouldBe([0xEA, 0x00, 0x00, 0x00, 0xF0]);
        image[0].ShouldBe((byte)0xFA);
    }

    private static async Task<Accelerator> ProbeAsync(Bench bench, string qemu)
    {
        using var probe = new AcceleratorProbe(bench.Paths, bench.Here, bench.Runner, bench.Logger);
        return await probe.ProbeAsync(qemu, TestContext.Current.CancellationToken);
    }

    private static void Boot(Bench bench, string id)
    {
        var root = Directory.CreateDirectory(Path.Combine(bench.Here.Root, "dev")).Parent!.FullName;
        File.WriteAllText(Path.Combine(root, "dev", "kvm"), "");
        var random = Directory.CreateDirectory(Path.Combine(root, "proc", "sys", "kernel", "random")).FullName;
        File.WriteAllText(Path.Combine(random, "boot_id"), id);
    }
}

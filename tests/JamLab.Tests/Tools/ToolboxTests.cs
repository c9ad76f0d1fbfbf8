using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Tools;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tools;

public class ToolboxTests
{
    private static readonly ToolNeed[] PackerOnly = [new(ToolCatalog.Packer with { Downloads = [] }, "BuildTemplates")];

    [Fact]
    public async Task A_tool_on_PATH_is_found_with_its_version()
    {
        using var bench = new Bench();
        var path = bench.Prints("packer", "Packer v1.6.6");
        var tools = await bench.Toolbox().ResolveAsync(PackerOnly, TestContext.Current.CancellationToken);
        tools[ToolCatalog.Packer].Path.ShouldBe(path);
        tools[ToolCatalog.Packer].Version.ShouldBe(new Version(1, 6, 6));
        tools.Versions.ShouldBe(["Packer 1.6.6"]);
    }

    [Fact]
    public async Task A_second_run_starts_no_process()
    {
        using var bench = new Bench();
        bench.Prints("packer", "Packer v1.6.6");
        for (var run = 0; run < 3; run++)
            await bench.Toolbox().ResolveAsync(PackerOnly, TestContext.Current.CancellationToken);
        bench.Calls.ShouldBe(["packer"]);
    }

    [Fact]
    public async Task A_replaced_program_is_asked_again_even_with_the_same_size_and_time()
    {
        using var bench = new Bench();
        var path = bench.Prints("packer", "Packer v1.6.6");
        var modified = File.GetLastWriteTimeUtc(path);
        await bench.Toolbox().ResolveAsync(PackerOnly, TestContext.Current.CancellationToken);
        File.Delete(path);
        bench.Prints("packer", "Packer v1.7.7");
        File.SetLastWriteTimeUtc(path, modified);
        var tools = await bench.Toolbox().ResolveAsync(PackerOnly, TestContext.Current.CancellationToken);
        tools[ToolCatalog.Packer].Version.ShouldBe(new Version(1, 7, 7));
    }

    [Fact]
    public async Task A_spoiled_cache_costs_a_question_and_nothing_else()
    {
        using var bench = new Bench();
        bench.Prints("packer", "Packer v1.6.6");
        Directory.CreateDirectory(bench.Paths.Cache);
        File.WriteAllText(Path.Combine(bench.Paths.Cache, "tools.json"), "{ \"half");
        var tools = await bench.Toolbox().ResolveAsync(PackerOnly, TestContext.Current.CancellationToken);
        tools[ToolCatalog.Packer].Version.ShouldBe(new Version(1, 6, 6));
    }

    [Fact]
    public async Task A_program_that_is_none_for_this_computer_does_not_serve()
    {
        using var bench = new Bench();
        File.WriteAllBytes(bench.Prints("packer", ""), [0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 0, 0, 0]);
        var thrown = await Should.ThrowAsync<DiagnosticException>(bench.Toolbox().ResolveAsync(PackerOnly, TestContext.Current.CancellationToken));
        thrown.Message.ShouldContain($"Packer at {bench.Bin}/packer does not say its version");
    }

    [Fact]
    public async Task A_version_that_cannot_be_read_does_not_matter_where_all_serve()
    {
        using var bench = new Bench();
        bench.Prints("ssh", "something of its own");
        for (var run = 0; run < 2; run++)
            (await bench.Toolbox().ResolveAsync(ToolNeeds.Ssh, TestContext.Current.CancellationToken)).Versions.ShouldBe(["OpenSSH client unknown"]);
        bench.Calls.ShouldBe(["ssh"]);
    }

    [Theory]
    [InlineData(false, "ID=debian", "missing-tools-debian-user")]
    [InlineData(true, "ID=linuxmint\nID_LIKE=\"ubuntu debian\"", "missing-tools-mint-root")]
    [InlineData(true, "ID=fedora", "missing-tools-fedora")]
    public async Task All_missing_tools_are_named_at_once_with_who_needs_them_and_the_way_out(bool root, string osRelease, string approved)
    {
        using var bench = new Bench(root, osRelease: osRelease);
        bench.Prints("qemu-img", "qemu-img version 5.2.0 (Debian 1:5.2+dfsg-11+deb11u3)");
        bench.Prints("mke2fs", "mke2fs: not for you");
        bench.Prints("mmdebstrap", "mmdebstrap 1.3.5");
        bench.Prints("apt-get", "");
        // As on a release that no longer has Packer.
        bench.Script("apt-cache", "for p in qemu-system-x86 qemu-utils e2fsprogs; do printf '%s:\\n  Candidate: 1\\n' $p; done");
        ToolNeed[] needs = [.. ToolNeeds.BuildTemplates, .. ToolNeeds.ProvisionVms(JamLab.Inventory.Model.HypervisorKind.Qemu, ToolCatalog.Terraform)];

        var thrown = await Should.ThrowAsync<DiagnosticException>(
            bench.Toolbox(InstallTools.Never).ResolveAsync(needs, TestContext.Current.CancellationToken));

        var text = string.Concat(thrown.Diagnostics.Select(diagnostic => $"{diagnostic}\n{(diagnostic.Help is null ? "" : $"  {diagnostic.Help}\n")}"));
        Approved.Match(text.Replace(bench.Bin, "<bin>", StringComparison.Ordinal), approved);
    }

    [Theory]
    [InlineData(null, new[] { "terraform", "tofu" }, "Terraform")]
    [InlineData(null, new[] { "tofu" }, "OpenTofu")]
    [InlineData(null, new string[0], "Terraform")]
    [InlineData("tofu", new[] { "terraform" }, "OpenTofu")]
    [InlineData("Terraform", new[] { "tofu" }, "Terraform")]
    public void Terraform_is_the_default_unless_only_OpenTofu_is_there(string? choice, string[] there, string expected)
    {
        using var bench = new Bench();
        foreach (var program in there)
            bench.Prints(program, "");
        TerraformTool.For(choice, bench.Here).Name.ShouldBe(expected);
    }

    [Fact]
    public void Another_choice_than_the_two_is_refused() =>
        Should.Throw<DiagnosticException>(() => TerraformTool.For("pulumi", new Workstation([], false, false))).Message.ShouldContain("'pulumi'");
}

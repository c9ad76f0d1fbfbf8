using JamLab.Stages.Tools;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tools;

public class ToolVersionTests
{
    /// <summary>Output as the tools print it, of Debian 12 unless the line says otherwise.</summary>
    public static TheoryData<string, string, string?> Printed => new()
    {
        { "Packer", "Packer v1.6.6", "1.6.6" },
        { "Packer", "Packer v1.14.2\n", "1.14.2" },
        { "Packer", "1.6.6", "1.6.6" },
        { "Packer", "Packer v1.8.0\n\nYour version of Packer is out of date! The latest version\nis 1.8.3. You can update by downloading from www.packer.io/downloads", "1.8.0" },
        { "Packer", "Packer v1.9.0-dev (abcdef)", "1.9.0" },
        { "Terraform", "Terraform v1.11.4\non linux_amd64", "1.11.4" },
        { "Terraform", "Terraform v1.5.7\non darwin_arm64\n+ provider registry.terraform.io/hashicorp/null v3.2.1\n", "1.5.7" },
        { "OpenTofu", "OpenTofu v1.10.6\non linux_amd64", "1.10.6" },
        { "Terraform", "OpenTofu v1.10.6\non linux_amd64", null },
        { "QEMU", "QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)\nCopyright (c) 2003-2022 Fabrice Bellard and the QEMU Project developers", "7.2.22" },
        { "qemu-img", "qemu-img version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)\nCopyright (c) 2003-2022 Fabrice Bellard and the QEMU Project developers", "7.2.22" },
        { "mmdebstrap", "mmdebstrap 1.3.5", "1.3.5" },
        { "systemd-nspawn", "systemd 252 (252.39-1~deb12u2)\n+PAM +AUDIT +SELINUX default-hierarchy=unified", "252.0" },
        { "systemd-socket-activate", "systemd 257 (257.8-1~deb13u2)\n+PAM +AUDIT", "257.0" },
        { "slirp4netns", "slirp4netns version 1.2.0\ncommit: 656041d45cfca7a4176f6b7eed9e4fe6c11e8383\nlibslirp: 4.7.0\nSLIRP_CONFIG_VERSION_MAX: 4\nlibseccomp: 2.5.4", "1.2.0" },
        { "nsenter", "nsenter from util-linux 2.38.1", "2.38.1" },
        { "ip", "ip utility, iproute2-6.1.0, libbpf 1.1.2", "6.1.0" },
        { "ip", "ip utility, iproute2-ss200127", "200127.0" },
        { "mke2fs", "mke2fs 1.47.0 (5-Feb-2023)\n\tUsing EXT2FS Library version 1.47.0", "1.47.0" },
        { "OpenSSH client", "OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026", "9.2" },
        { "Packer", "packer: command not found", null },
        { "QEMU", "", null },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void The_version_is_read_from_what_the_tool_prints(string tool, string printed, string? version) =>
        ToolCatalog.All.Single(known => known.Name == tool).ReadVersion(printed)?.ToString().ShouldBe(version);

    [Theory]
    [InlineData("1.6.5", false)]
    [InlineData("1.6.6", true)]
    [InlineData("1.14.2", true)]
    public void A_version_serves_from_the_minimum_on(string version, bool serves) =>
        ToolCatalog.Packer.Serves(Version.Parse(version)).ShouldBe(serves);

    [Fact]
    public void A_minimum_without_a_reason_is_not_in_the_catalog() =>
        ToolCatalog.All.Where(tool => (tool.Minimum is null) != (tool.Because is null)).ShouldBeEmpty();

    [Fact]
    public void Every_pinned_download_serves_and_names_its_version_and_a_whole_sum()
    {
        foreach (var tool in ToolCatalog.All)
        {
            foreach (var download in tool.Downloads)
            {
                tool.Serves(Version.Parse(download.Version)).ShouldBeTrue();
                download.Url.ShouldContain(download.Version);
                download.Url.ShouldContain(download.Platform);
                download.Sha256.ShouldMatch("^[0-9a-f]{64}$");
            }
        }

        ToolCatalog.All.SelectMany(tool => tool.Downloads).Select(download => download.Sha256).ShouldBeUnique();
    }
}

using System.Text.RegularExpressions;

namespace JamLab.Stages.Tools;

/// <summary>Every program that JamLab drives. A new one is added here and nowhere else.</summary>
public static partial class ToolCatalog
{
    public static Tool Packer { get; } = new("Packer", "packer", ["version"], PackerVersion())
    {
        Minimum = new Version(1, 6, 6),
        Because = "older ones lack HCL2 variables with validation",
        DebianPackage = "packer",
        BrewFormula = "hashicorp/tap/packer",
        Website = "https://developer.hashicorp.com/packer/install",
        Downloads = new PinnedDownloads("packer"),
    };

    public static Tool Terraform { get; } = new("Terraform", "terraform", ["version"], TerraformVersion())
    {
        Minimum = new Version(1, 4),
        Because = "older ones lack terraform_data",
        BrewFormula = "hashicorp/tap/terraform",
        Website = "https://developer.hashicorp.com/terraform/install",
        Downloads = new PinnedDownloads("terraform"),
    };

    public static Tool OpenTofu { get; } = new("OpenTofu", "tofu", ["version"], OpenTofuVersion())
    {
        Minimum = new Version(1, 6),
        Because = "it is the first release",
        BrewFormula = "opentofu",
        Website = "https://opentofu.org/docs/intro/install/",
        Downloads = new PinnedDownloads("tofu"),
    };

    public static Tool Qemu { get; } = new("QEMU", "qemu-system-x86_64", ["--version"], QemuVersion())
    {
        Minimum = new Version(6, 0),
        Because = "older ones are not tested",
        DebianPackage = "qemu-system-x86",
        BrewFormula = "qemu",
        Website = "https://www.qemu.org/download/",
    };

    public static Tool QemuImg { get; } = new("qemu-img", "qemu-img", ["--version"], QemuImgVersion())
    {
        Minimum = new Version(6, 0),
        Because = "older ones are not tested",
        DebianPackage = "qemu-utils",
        BrewFormula = "qemu",
        Website = "https://www.qemu.org/download/",
    };

    public static Tool Mmdebstrap { get; } = new("mmdebstrap", "mmdebstrap", ["--version"], MmdebstrapVersion())
    {
        Minimum = new Version(0, 7, 5),
        Because = "older ones are not tested",
        DebianPackage = "mmdebstrap",
        Website = "https://gitlab.mister-muffin.de/josch/mmdebstrap",
        LinuxOnly = true,
    };

    public static Tool Mke2fs { get; } = new("mke2fs", "mke2fs", ["-V"], Mke2fsVersion())
    {
        Minimum = new Version(1, 43),
        Because = "older ones cannot fill a file system from a folder (-d)",
        DebianPackage = "e2fsprogs",
        BrewFormula = "e2fsprogs",
        Website = "https://e2fsprogs.sourceforge.net/",
    };

    public static Tool Nspawn { get; } = new("systemd-nspawn", "systemd-nspawn", ["--version"], SystemdVersion())
    {
        Minimum = new Version(236, 0),
        Because = "older ones lack --network-namespace-path",
        DebianPackage = "systemd-container",
        Website = "https://systemd.io/",
        LinuxOnly = true,
    };

    public static Tool SocketActivate { get; } = new("systemd-socket-activate", "systemd-socket-activate", ["--version"], SystemdVersion())
    {
        DebianPackage = "systemd",
        Website = "https://systemd.io/",
        LinuxOnly = true,
    };

    public static Tool Slirp4netns { get; } = new("slirp4netns", "slirp4netns", ["--version"], Slirp4netnsVersion())
    {
        Minimum = new Version(0, 4),
        Because = "older ones lack --netns-type",
        DebianPackage = "slirp4netns",
        Website = "https://github.com/rootless-containers/slirp4netns",
        LinuxOnly = true,
    };

    public static Tool Nsenter { get; } = new("nsenter", "nsenter", ["--version"], UtilLinuxVersion())
    {
        DebianPackage = "util-linux",
        Website = "https://github.com/util-linux/util-linux",
        LinuxOnly = true,
    };

    public static Tool Ip { get; } = new("ip", "ip", ["-V"], IprouteVersion())
    {
        DebianPackage = "iproute2",
        Website = "https://wiki.linuxfoundation.org/networking/iproute2",
        LinuxOnly = true,
    };

    public static Tool Ssh { get; } = new("OpenSSH client", "ssh", ["-V"], OpenSshVersion())
    {
        DebianPackage = "openssh-client",
        BrewFormula = "openssh",
        Website = "https://www.openssh.com/portable.html",
    };

    /// <summary>In the order of a run: images, machines, access.</summary>
    public static IReadOnlyList<Tool> All { get; } =
        [Packer, Mmdebstrap, Mke2fs, Qemu, QemuImg, Terraform, OpenTofu, Nspawn, SocketActivate, Slirp4netns, Ip, Nsenter, Ssh];

    // `packer version` says "Packer v1.6.6", `packer --version` of that age only "1.6.6".
    [GeneratedRegex(@"^(?:Packer v)?(\d+(?:\.\d+){1,2})", RegexOptions.Multiline)]
    private static partial Regex PackerVersion();

    [GeneratedRegex(@"^Terraform v(\d+(?:\.\d+){1,2})", RegexOptions.Multiline)]
    private static partial Regex TerraformVersion();

    [GeneratedRegex(@"^OpenTofu v(\d+(?:\.\d+){1,2})", RegexOptions.Multiline)]
    private static partial Regex OpenTofuVersion();

    [GeneratedRegex(@"^QEMU emulator version (\d+(?:\.\d+){1,2})", RegexOptions.Multiline)]
    private static partial Regex QemuVersion();

    [GeneratedRegex(@"^qemu-img version (\d+(?:\.\d+){1,2})", RegexOptions.Multiline)]
    private static partial Regex QemuImgVersion();

    [GeneratedRegex(@"^mmdebstrap (\d+(?:\.\d+){1,2})", RegexOptions.Multiline)]
    private static partial Regex MmdebstrapVersion();

    [GeneratedRegex(@"^mke2fs (\d+(?:\.\d+){1,2})", RegexOptions.Multiline)]
    private static partial Regex Mke2fsVersion();

    [GeneratedRegex(@"^systemd (\d+(?:\.\d+)?)", RegexOptions.Multiline)]
    private static partial Regex SystemdVersion();

    [GeneratedRegex(@"^slirp4netns version (\d+(?:\.\d+){1,2})", RegexOptions.Multiline)]
    private static partial Regex Slirp4netnsVersion();

    [GeneratedRegex(@"from util-linux (\d+(?:\.\d+){1,2})")]
    private static partial Regex UtilLinuxVersion();

    [GeneratedRegex(@"iproute2-(?:ss)?(\d+(?:\.\d+){0,2})")]
    private static partial Regex IprouteVersion();

    [GeneratedRegex(@"^OpenSSH_(?:for_Windows_)?(\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex OpenSshVersion();
}

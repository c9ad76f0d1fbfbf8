using JamLab.Stages.Processes;
using Xunit;

namespace JamLab.Tests.Machines.Lab.Support;

/// <summary>Skips a test where this computer cannot make such machines, and says what is missing.</summary>
internal static class Needs
{
    public static void Nspawn()
    {
        Linux("nspawn");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "nspawn machines need root");
        Programs("systemd-nspawn", "slirp4netns", "ip", "qemu-img", "ssh", "setsid");
    }

    public static void Qemu()
    {
        Linux("qemu");
        Programs("qemu-system-x86_64", "qemu-img", "ssh", "setsid");
    }

    private static void Linux(string machines) => Assert.SkipUnless(OperatingSystem.IsLinux(), $"{machines} machines are tested on Linux");

    private static void Programs(params string[] names)
    {
        var missing = names.Where(name => Stages.Processes.Programs.Find(name) is null).ToList();
        if (Stages.Processes.Programs.Find("terraform") is null && Stages.Processes.Programs.Find("tofu") is null)
            missing.Add("terraform or tofu");
        Assert.SkipWhen(missing.Count > 0, $"not installed: {string.Join(", ", missing)}");
    }
}

using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Resources;

/// <summary>What no role can mean is refused before any host is asked.</summary>
public sealed class MistakeTests
{
    private static readonly string Hash = new('a', 64);

    public static TheoryData<string, Func<Resource>> Mistakes { get; } = new()
    {
        { "'etc/motd' is not an absolute path", () => new Link("etc/motd", "x") },
        { "'/etc//motd' is not plain: no '..', '.', '//' or slash at the end", () => new Line("/etc//motd", "x") },
        { "'/etc/../motd' is not plain: no '..', '.', '//' or slash at the end", () => new Absent("/etc/../motd") },
        { "'/' is a part of every system: it is not removed", () => new Absent("/") { Recursive = true } },
        { "'/bin' is a part of every system: it is not removed", () => new Absent("/bin") },
        { "'/usr/lib' is a part of every system: it is not removed", () => new Absent("/usr/lib") { Recursive = true } },
        { "'/proc/sys/kernel' is a part of every system: it is not removed", () => new Absent("/proc/sys/kernel") },
        { "'' is no target for a link", () => new Link("/a", "") },
        { "a line of /a holds a line break; use a block", () => new Line("/a", "x\ny") },
        { "'' is no title for a block", () => new Block("/a", "x") { Title = "" } },
        { "Invalid pattern '(' at offset 1. Not enough )'s.", () => new Line("/a", "x") { Matching = "(" } },
        { "'ftp://x/y' is no address to download from: http or https, secrets in headers", () => new Download("ftp://x/y", Hash, "/a") },
        { "'https://me:pass@x/y' is no address to download from: http or https, secrets in headers", () => new Download("https://me:pass@x/y", Hash, "/a") },
        { "'abc' is no SHA-256: 64 hexadecimal digits", () => new Download("https://x/y", "abc", "/a") },
        { "'A' is no header, or its value holds a control character", () => new Download("https://x/y", Hash, "/a") { Headers = new Dictionary<string, HostText> { ["A"] = "b\nB: c" } } },
        { "'https://x/y.rar' does not say what archive it is: .tar, .tar.gz, .tgz, .tar.xz, .txz, .tar.bz2, .tbz2, .tar.zst, .zip or .deb", () => new Archive("https://x/y.rar", Hash, "/a") },
        { "'--to-command=reboot' would be an option to the unpacker", () => new Archive("https://x/y.tar", Hash, "/a") { Members = ["--to-command=reboot"] } },
        { "'/../etc/passwd' is not plain: no '..', '.', '//' or slash at the end", () => new Archive("https://x/y.tar", Hash, "/a") { Members = ["../etc/passwd"] } },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void It_is_said_what_is_wrong(string message, Func<Resource> make) =>
        Should.Throw<ArgumentException>(make).Message.ShouldBe(message);
}

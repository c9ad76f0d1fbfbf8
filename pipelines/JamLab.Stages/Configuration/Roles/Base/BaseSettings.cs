using System.Net;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>Parameters of the role base.</summary>
public sealed class BaseSettings
{
    [Parameter("Packages for whoever works on the host.", Also = ["packages"])]
    public IReadOnlyList<string> Tools { get; set; } = ["curl", "htop", "jq", "lsof", "rsync"];

    [Parameter("Which hosts /etc/hosts names: itself only (own), the whole lab (lab), or the whole lab where no host has the role dns (auto).", Choices = ["auto", "own", "lab"])]
    public string HostsFile { get; set; } = "auto";

    [Parameter("Further lines of /etc/hosts: addresses by name.", Example = "{ printer: 192.168.10.9 }", Also = ["hosts"])]
    public IReadOnlyDictionary<string, IPAddress> ExtraHosts { get; set; } = new Dictionary<string, IPAddress>();

    [Parameter("Whether /etc/resolv.conf is written.")]
    public bool ManageResolver { get; set; } = true;

    [Parameter("Name servers that the host asks, at most 3, in this order; unless given the hosts with the role dns and, for when they do not answer, another that the network lists.", Example = "[192.168.10.53, 192.168.10.1]", Also = ["dns", "nameservers"])]
    public IReadOnlyList<IPAddress> Resolvers { get; set; } = [];

    [Parameter("What keeps the clock right; unless given timesyncd, and chrony on hosts with the role proxmox, which come with it. Another one is removed, but for none, which leaves all as it is.", Choices = ["timesyncd", "chrony", "none"], Also = ["ntp"])]
    public string? TimeService { get; set; }

    [Parameter("Time servers to ask; the distribution's own unless given.", Example = "[time.cloudflare.com]", Also = ["ntp_servers"])]
    public IReadOnlyList<string> TimeServers { get; set; } = [];

    [Parameter("Accounts that are removed where they exist, such as those that images come with; users of the host are spared. Their homes stay.")]
    public IReadOnlyList<string> RemovedUsers { get; set; } = ["debian", "ubuntu", "pi"];

    [Parameter("Whether root may log in over SSH: no, or with a key only (prohibit-password); unless given no, and prohibit-password on hosts with the role proxmox, whose nodes need it among themselves.", Choices = ["no", "prohibit-password"])]
    public string? RootLogin { get; set; }

    [Parameter("Whether SSH lets in with a password.", Also = ["password_authentication"])]
    public bool PasswordLogin { get; set; }

    [Parameter("Further lines for sshd, such as AllowTcpForwarding no; they come before those of the distribution.")]
    public IReadOnlyList<string> SshdOptions { get; set; } = [];

    [Parameter("Which packages are upgraded every day without asking: those with security fixes, all, or none.", Choices = ["security", "all", "none"], Also = ["unattended_upgrades"])]
    public string AutomaticUpgrades { get; set; } = "security";

    [Parameter("When the host may restart by itself after an upgrade that needs it, as HH:MM of its time zone; never unless given.", Example = "04:00")]
    public string? RebootAt { get; set; }

    [Parameter("What /etc/motd says; a few words about the host unless given.")]
    public string? Motd { get; set; }

    [Parameter("How much of the disk the journal may take.")]
    public ByteSize JournalSize { get; set; } = ByteSize.FromMiB(200);

    [Parameter("How long the journal is kept.")]
    public TimeSpan JournalKept { get; set; } = TimeSpan.FromDays(30);

    [Parameter("Kernel settings by name.", Example = "{ vm.swappiness: 10 }")]
    public IReadOnlyDictionary<string, string> Sysctl { get; set; } = new Dictionary<string, string>
    {
        ["net.ipv4.conf.all.accept_redirects"] = "0",
        ["net.ipv4.conf.all.send_redirects"] = "0",
        ["net.ipv6.conf.all.accept_redirects"] = "0",
    };
}

using JamLab.Convergence.Running;
using JamLab.Stages.Portal;
using JamLab.Stages.Services;

namespace JamLab.Tests.Portal;

/// <summary>A lab of 13 machines and 6 services, one of which is not all well.</summary>
internal static class SampleLab
{
    private static readonly string[] Common = ["base", "node-exporter"];

    public static LabSheet Sheet { get; } = new("jamlab", "home", new DateTimeOffset(2026, 3, 14, 18, 25, 40, TimeSpan.Zero))
    {
        Hypervisor = "nspawn",
        InventoryFile = "environments/home/inventory.yml",
        InventoryHash = "9f2c41d07be8a3556c1d90aa7e34f8b2c6d5e1f0a9b8c7d6e5f4a3b2c1d0e9f8",
        Report = "configure-20260314T182455.html",
        Machines =
        [
            Machine("pve0", 100, 27, "proxmox"),
            Machine("rpi0", 53, 27, "dns"),
            Machine("rpi1", 80, 27, "haproxy"),
            Machine("nas0", 66, 27, "nfs"),
            Machine("head", 10, 26),
            Machine("logmon", 50, 26, "podman"),
            Machine("portainer", 111, 26, "podman"),
            .. Enumerable.Range(0, 3).Select(n => Machine($"vb{n}", 120 + n, 26, "consul", "nomad", "vault", "haproxy")),
            .. Enumerable.Range(0, 3).Select(n => Machine($"vs{n}", 130 + n, n == 1 ? 0 : 26, "consul", "nomad", "podman")),
        ],
        Services =
        [
            Service("grafana", "4be1f0927a3c", ["logmon"], Answered("https://grafana.jamfox.dev/api/health", 200)),
            Service("prometheus", "0c77d2b91e58", ["logmon"], Answered("https://prometheus.jamfox.dev/-/ready", 200)),
            Service("portainer", "a90d3ee64f17", ["portainer"], Answered("https://docker.jamfox.dev/", 302)),
            new("echo", 3, [new("vs0", "5f0a61c2d9e4", "passing", true), new("vs1", "5f0a61c2d9e4", "critical", false), new("vs2", "5f0a61c2d9e4", "passing", true)], [Answered("https://echo.jamfox.dev/", 200)]),
            Service("gitea", "d31b8c05e7aa", ["vs2"], Answered("https://git.jamfox.dev/", 200), Answered("https://gitea.jamfox.dev/", 200)),
            Service("backup-nas", "77c9e0f4b312", ["nas0"]),
        ],
        Base =
        [
            new("Name servers", ["rpi0"], "", true),
            new("Proxies", ["rpi1", "vb0", "vb1", "vb2"], "", true),
            new("Consul servers", ["vb0", "vb1", "vb2"], "vb1 leads; 3 vote: vb0, vb1, vb2", true),
            new("Nomad servers", ["vb0", "vb1", "vb2"], "", true),
            new("Vault servers", ["vb0", "vb1", "vb2"], "", true),
        ],
        Run =
        [
            Target("ValidateInventory", 0.08),
            Target("Prepare", 0.03, "ValidateInventory"),
            Target("BuildTemplates", 0.21, "Prepare"),
            Target("ProvisionVms", 22.4, "BuildTemplates"),
            Target("ConfigureBase", 48.9, "ProvisionVms"),
            Target("DeployServices", 9.6, "ConfigureBase"),
            Target("Smoke", 1.2, "DeployServices"),
        ],
    };

    public static string Page(LabSheet sheet, params string[] secrets) => new PortalPage(sheet, new PageText(new Redaction(secrets))).Write();

    public static TargetOutcome Target(string name, double seconds, params string[] needs) => new(name, "Succeeded", TimeSpan.FromSeconds(seconds), needs);

    private static SheetMachine Machine(string name, int address, int hours, params string[] roles) =>
        new(name, $"192.168.10.{address}", "ready", [.. Common, .. roles], "debian-12-3f1c9a70d2be", TimeSpan.FromMinutes(hours * 60 + 17));

    private static SheetService Service(string name, string version, string[] hosts, params SheetUrl[] urls) =>
        new(name, hosts.Length, [.. hosts.Select(host => new InstanceStatus(host, version, urls.Length > 0 ? "passing" : "running", true))], urls);

    private static SheetUrl Answered(string url, int status) => new(url, $"192.168.10.80 answers with status {status}", true);
}

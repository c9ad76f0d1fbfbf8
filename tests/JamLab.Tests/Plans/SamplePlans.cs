using JamLab.Convergence;
using JamLab.Stages.Plans;
using JamLab.Stages.Provisioning;

namespace JamLab.Tests.Plans;

/// <summary>Plans of a lab of which a little of everything changes, and of one of which nothing does.</summary>
internal static class SamplePlans
{
    public static LabPlan Local { get; } = new("local", new DateTimeOffset(2026, 3, 14, 18, 25, 40, TimeSpan.Zero))
    {
        InventoryFile = "environments/local/inventory.yml",
        InventoryHash = "9f2c41d07be8a3556c1d90aa7e34f8b2c6d5e1f0a9b8c7d6e5f4a3b2c1d0e9f8",
        Commit = "0c9d1f2e3a4b5c6d7e8f90a1b2c3d4e5f6071829",
        Run = "https://github.com/jam/lab/actions/runs/42",
        Templates = [new("debian-12", [])],
        Machines = [],
        Hosts = [new("dns0") { Unchanged = 41 }, new("vb0") { Unchanged = 63 }],
        Services = [new("echo", ServiceAction.Unchanged, "5f0a61c2d9e4") { Instances = [new("vs0", "5f0a61c2d9e4", [])] }],
        Targets = [.. Targets("Succeeded")],
    };

    public static LabPlan Home { get; } = Local with
    {
        Environment = "home",
        InventoryFile = "environments/home/inventory.yml",
        Templates = [new("debian-12", []), new("debian-13", ["image.yml changed", "scripts/10-base.sh changed"])],
        Machines =
        [
            new("logmon", MachineAction.Restart, false, "memory 4GiB -> 6GiB") { Place = At("home", 92) },
            new("old0", MachineAction.Destroy, true, "it is not in the inventory"),
            new("vs2", MachineAction.Replace, true, "its template is another") { Place = At("home", 107) },
            new("vs3", MachineAction.Create, false, "") { Place = At("home", 107) },
        ],
        Hosts =
        [
            new("rpi0") { Place = At("home", 72), Unchanged = 39 },
            new("rpi1") { Place = At("home", 77), Problem = "no answer on 192.168.10.80:22 within 40 s", WayOut = "is it switched on? ssh -p 22 root@192.168.10.80" },
            new("logmon")
            {
                Place = At("home", 92),
                Unchanged = 58,
                Resources =
                [
                    new("base", "file /etc/motd", [new Difference("/etc/motd") { Text = "@@ -1,2 +1,2 @@\n logmon\n-built by @jam, see #12\n+```made of code```\n" }, new Difference("mode", "0600", "0644")]),
                    new("base", "package htop", [new Difference("version", null, "3.2.2-2")]),
                ],
            },
            new("vs3") { Place = At("home", 107), Resources = [.. Enumerable.Range(0, 62).Select(n => new PlanResource("base", $"resource {n}", [new Difference("its machine does not exist yet")]))] },
        ],
        Services =
        [
            new("grafana", ServiceAction.Deploy, "4be1f0927a3c")
            {
                Place = At("home", 118),
                Instances = [new("logmon", "0c77d2b91e58", [new Difference("version", "0c77d2b91e58", "4be1f0927a3c"), new Difference("image", "grafana:12.1.0", "grafana:12.2.0")])],
                Surplus = ["vs0"],
            },
            new("gitea", ServiceAction.Left, null),
            new("portainer", ServiceAction.Unchanged, "a90d3ee64f17") { Place = At("home", 130), Instances = [new("portainer", null, []) { Problem = "portainer: no answer within 40 s" }] },
        ],
        ServiceHosts = [new("vb0") { Place = At("home", 101), Resources = [new("services", "consul policy services", [new Difference("rules", null, "changed, not shown since it holds secrets")])] }],
        Diagnostics = [new("JAM0502", false, "pve0 promises 140GiB of memory and has 128GiB") { Place = new("environments/home/inventory.yml", 71, 29, 6), Help = "give some machines less memory" }],
        Targets = [.. Targets("Succeeded", "Failed")],
    };

    /// <summary>A lab whose inventory is wrong: nobody was asked.</summary>
    public static LabPlan Broken { get; } = new("attic", Local.Made)
    {
        InventoryFile = "environments/attic/inventory.yml",
        Diagnostics = [new("JAM0302", true, "address 10.0.0.5 is used by both 'a' and 'b'") { Place = new("environments/attic/inventory.yml", 9, 14, 8) }],
        Targets = [new("ValidateInventory", "Failed"), new("Prepare", "Skipped"), new("ConfigureBase", "Skipped")],
    };

    public static PlanPlace At(string environment, int line) => new($"environments/{environment}/inventory.yml", line, 3, 6);

    private static IEnumerable<PlanTarget> Targets(params string[] ends) =>
        new[] { "ValidateInventory", "Prepare", "BuildTemplates", "ProvisionVms", "ConfigureBase", "DeployServices" }
            .Select(name => new PlanTarget(name, name == "ConfigureBase" ? ends[^1] : name == "DeployServices" && ends.Length > 1 ? "Failed" : "Succeeded"));
}

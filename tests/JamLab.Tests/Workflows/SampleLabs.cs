using System.Text;
using JamLab.Inventory;
using JamLab.Stages;
using JamLab.Stages.Workflows;
using JamLab.Stages.Workflows.Emission;
using JamLab.Stages.Workflows.Printing;
using JamLab.Tests.Inventory;
using Shouldly;

namespace JamLab.Tests.Workflows;

/// <summary>Labs of all sizes, with the graph that the build has.</summary>
internal static class SampleLabs
{
    /// <summary>Everything that <c>ci:</c> can turn on, for a runner in the lab.</summary>
    public const string Everything = """
        ci:
          runner: [self-hosted, linux, lab]
          state: /srv/jamlab
          apply: push
          drift: 41 3 * * *
          updates: 5 6 * * 2
          approvers: [octocat, octo-org/lab-admins]
          timeout: 90m

        """;

    public static readonly IReadOnlyList<PipelineTarget> Pipeline =
    [
        new("ValidateInventory", []) { WorksOnLab = false },
        new("BuildTemplates", ["ValidateInventory"], FanOut.Templates),
        new("ProvisionVms", ["BuildTemplates"]),
        new("ConfigureBase", ["ProvisionVms"], FanOut.Hosts),
        new("DeployServices", ["ConfigureBase"], FanOut.Services),
        new("Smoke", ["DeployServices"]),
    ];

    public static readonly ActionLock Actions = ActionLock.Read(Repository.Root);

    /// <summary>Labs by the name of a case.</summary>
    public static IReadOnlyList<LabOnGitHub> Named(string name) => name switch
    {
        "the repository" => [Own("home"), Own("local")],
        "everything" => [Read("home", Without(Repository.Inventory("home"), "ci:") + Everything), Own("local")],
        "hosted runner" => [Read("home", Without(Repository.Inventory("home"), "ci:") + "ci:\n  runner: [ubuntu-24.04]\n  tunnel: wireguard\n  apply: push\n"), Read("office", Without(Repository.Inventory("home"), "ci:") + "ci:\n  runner: [ubuntu-24.04]\n  tunnel: tailscale\n  approvers: [octocat]\n")],
        "without ci" => [Read("home", Without(Repository.Inventory("home"), "ci:"))],
        _ => [Read("big", Generated(int.Parse(name.Split(' ')[0])))],
    };

    /// <summary>The repository's labs, where somebody has removed JamLab's own tests.</summary>
    public const string WithoutTests = "without tests";

    public static WorkflowSet Set(IReadOnlyList<LabOnGitHub> labs) => new(labs, Pipeline, "main", ["JamLab.Tests", "JamLab.Tests.Machines"]);

    public static IReadOnlyDictionary<string, string> Texts(string name) => WorkflowStage.Texts(name == WithoutTests ? Set(Named("the repository")) with { TestProjects = [] } : Set(Named(name)), Actions);

    public static LabOnGitHub Own(string environment) => Read(environment, Repository.Inventory(environment));

    public static LabOnGitHub Read(string environment, string yaml)
    {
        var read = InventoryFile.Parse(yaml, "inventory.yml", Repository.Images, Roles.Known);
        read.Diagnostics.Where(one => one.Severity == JamLab.Inventory.Diagnostics.Severity.Error).ShouldBeEmpty();
        return new LabOnGitHub(environment, read.Inventory!, yaml.Contains("!vault", StringComparison.Ordinal));
    }

    /// <summary>An inventory of so many hosts: groups of one host and of hundreds, hosts without one, and a service for every fourth.</summary>
    public static string Generated(int hosts)
    {
        var text = new StringBuilder("""
            schema: 1
            lab:
              name: big
              domain: big.internal
              networks:
                lan: { cidr: 10.0.0.0/8 }
            hypervisor: nspawn
            users:
              jam: { sudo: true }
            defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB, users: [jam], roles: [base] }
            groups:
              front: { roles: [base] } # allow JAM0505

            """.ReplaceLineEndings("\n"));
        var group = 0;
        var groups = new Dictionary<int, int>();
        for (var host = 0; host < hosts; host++)
            groups[host] = host % 7 == 3 ? group++ : host < hosts / 2 ? -1 : -2;
        for (var i = 0; i < group; i++)
            text.Append($"  g{i}:\n    roles: [base]\n");
        text.Append("vms:\n");
        for (var host = 0; host < hosts; host++)
            text.Append($"  n{host}:\n    address: 10.{host / 60000}.{host / 250 % 250}.{host % 250 + 1}\n{(groups[host] >= 0 ? $"    groups: [g{groups[host]}]\n" : groups[host] == -1 ? "    groups: [front]\n" : "")}");
        text.Append("services:\n");
        for (var service = 0; service <= hosts / 4; service++)
            text.Append($"  s{service}:\n    host: n{service}\n    command: busybox httpd -f -p $PORT\n    port: {8000 + service}\n{(service % 5 == 4 ? $"    depends_on: [s{service - 1}]\n" : "")}");
        return text.Append(Everything).ToString();
    }

    private static string Without(string yaml, string section) => yaml[..yaml.IndexOf($"\n{section}", StringComparison.Ordinal)] + "\n";
}

using System.Security.Cryptography;
using System.Text;
using JamLab.Stages;
using JamLab.Stages.Portal;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Portal;

public sealed class WriteTests : IDisposable
{
    private const string Inventory = """
        schema: 1
        lab: { name: hunter2hunter2, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/16 } } }
        hypervisor: nspawn
        defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }
        vms: { vs0: { address: 10.77.0.130, roles: [dns] } }

        """;

    private static readonly TargetOutcome[] Run = [SampleLab.Target("Smoke", 1)];
    private readonly TemporaryFolder _root = new();

    public WriteTests()
    {
        Directory.CreateDirectory(Path.Combine(EnvironmentFolder, ".state", "nspawn"));
        Directory.CreateSymbolicLink(_root / "images", Repository.File("images"));
        File.WriteAllText(Path.Combine(EnvironmentFolder, "inventory.yml"), Inventory);
        File.WriteAllText(Path.Combine(EnvironmentFolder, ".state", "nspawn", "secrets.json"), """{ "a": "hunter2hunter2" }""");
    }

    private string EnvironmentFolder => Path.Combine(_root.Path, "environments", "local");

    private string PageFile => Path.Combine(_root.Path, "artifacts", "local", "lab.html");

    private LabStages Stages => new(new StageOptions(_root.Path, "local"), Logger.None, TimeProvider.System, name => name == "HOME" ? _root.Path : null);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_page_names_what_it_was_made_from()
    {
        Stages.WritePortal(Run).ShouldBe(Path.Combine("artifacts", "local", "lab.html"));
        var page = File.ReadAllText(PageFile);
        page.ShouldContain(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Inventory))));
        page.ShouldContain("10.77.0.130");
        page.ShouldContain("Smoke: succeeded");
        Directory.GetFiles(Path.GetDirectoryName(PageFile)!).ShouldHaveSingleItem("what was written beside its place is gone");
    }

    [Fact]
    public void Secrets_of_the_state_are_taken_out()
    {
        Stages.WritePortal(Run);
        File.ReadAllText(PageFile).ShouldContain("<h1>*** ");
        File.ReadAllText(PageFile).ShouldNotContain("hunter2");
    }

    [Fact]
    public void The_newest_report_is_linked()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PageFile)!);
        foreach (var name in new[] { "configure-20260102T000000.html", "configure-20260103T000000.html", "configure-20260101T000000.html" })
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(PageFile)!, name), "");
        Stages.WritePortal(Run);
        File.ReadAllText(PageFile).ShouldContain("href=\"configure-20260103T000000.html\"");
    }

    [Fact]
    public void An_inventory_with_mistakes_leaves_the_page_as_it_was()
    {
        Stages.WritePortal(Run);
        var before = File.ReadAllText(PageFile);
        File.WriteAllText(Path.Combine(EnvironmentFolder, "inventory.yml"), "schema: 9\n");
        Stages.WritePortal([]).ShouldBeNull();
        File.ReadAllText(PageFile).ShouldBe(before);
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_fails_no_run()
    {
        File.WriteAllText(_root / "artifacts", "a file where the folder should be");
        Stages.WritePortal(Run).ShouldBeNull();
    }
}

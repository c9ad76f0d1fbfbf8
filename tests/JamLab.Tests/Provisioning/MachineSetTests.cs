using System.Text.Json;
using System.Text.RegularExpressions;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Templates;
using JamLab.Tests.Support;
using JamLab.Tests.Templates;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Provisioning;

public sealed partial class MachineSetTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void What_Terraform_is_asked_for()
    {
        var specs = new MachineSet(_lab.Paths, _lab.Inventory).Specs(_ => Template("8b9534a2a28d"));
        var json = JsonSerializer.Serialize(specs, Indented);
        // What differs from run to run: ports are given by what is free, the identity depends on the host key.
        Approved.Match(Chance().Replace(json, "$1 \"...\""), "Machines", "json");
    }

    [Theory]
    [InlineData("", "dns0 vb0")]
    [InlineData("vb0", "vb0")]
    [InlineData("vb0.lab.internal", "vb0")]
    [InlineData("vb", "vb0")]
    [InlineData("dns", "dns0")]
    [InlineData("base", "dns0 vb0")]
    [InlineData("vb0 vb consul", "vb0")]
    public void A_run_is_confined_by_host_group_or_role(string limit, string selected) =>
        string.Join(' ', new MachineSet(_lab.Paths, _lab.Inventory).Select(Words(limit)).Select(host => host.Name.Value)).ShouldBe(selected);

    [Fact]
    public void Words_that_match_no_machine_are_told_all_at_once()
    {
        var wrong = Should.Throw<DiagnosticException>(() => new MachineSet(_lab.Paths, _lab.Inventory).Select(["vb0", "vb9", "DNS0"]));
        Approved.Match(DiagnosticPrinter.Text(wrong.Diagnostics, _ => null, color: false), "Limit");
    }

    [Fact]
    public void A_machine_keeps_the_template_that_it_was_made_from()
    {
        using var images = new Images();
        var made = images.Finish();
        images.Write("plain/scripts/20-own.sh", "echo\n");
        var today = images.Finish();
        var machines = new MachineSet(_lab.Paths with { Cache = images.Paths.Cache }, _lab.Inventory);
        var host = _lab.Inventory.Find("vb0")!;
        var templates = new Dictionary<string, TemplateArtifact> { ["debian-12"] = today };

        machines.TemplateOf(host, templates, renew: false).ShouldBe(today);
        MakeDisk(machines, made);
        machines.TemplateOf(host, templates, renew: false).ShouldBe(made);
        machines.TemplateOf(host, templates, renew: true).ShouldBe(today);
        Directory.Delete(made.Folder, recursive: true);
        machines.TemplateOf(host, templates, renew: false).ShouldBe(today);
    }

    [Fact]
    public void Labs_in_other_folders_have_other_namespaces()
    {
        using var clone = new Lab();
        var names = new[] { _lab, clone }.Select(lab => new MachineSet(lab.Paths, lab.Inventory).Namespace).ToList();
        names.ShouldAllBe(name => name.StartsWith("jamlab-local-"));
        names.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Proxmox_is_refused_with_the_way_out()
    {
        var inventory = _lab.Inventory with { Hypervisor = _lab.Inventory.Hypervisor with { Kind = _lab.Inventory.Hypervisor.Kind with { Value = HypervisorKind.Proxmox } } };
        var refused = Should.Throw<DiagnosticException>(() => new MachineSet(_lab.Paths, inventory));
        refused.Diagnostics.ShouldHaveSingleItem().Code.ShouldBe("JAM0483");
        refused.Diagnostics[0].Help.ShouldNotBeNull().ShouldContain("--hypervisor qemu");
    }

    private static void MakeDisk(MachineSet machines, TemplateArtifact template)
    {
        var folder = machines.Folder("vb0");
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "root.qcow2"), "");
        folder.Template = Path.GetFileName(template.Folder);
    }

    private static TemplateArtifact Template(string fingerprint) =>
        new("debian-12", fingerprint, $"/cache/templates/debian-12-{fingerprint}", "disk.qcow2", null, null, null, ByteSize.FromGiB(2));

    private static string[] Words(string limit) => limit.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [GeneratedRegex("""("(?:ssh_port|identity)":) [^,\r\n]+""")]
    private static partial Regex Chance();
}

using JamLab.Stages.Templates;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Templates;

public class ArtifactTests
{
    [Fact]
    public void A_finished_template_is_found_with_all_that_a_machine_needs()
    {
        using var images = new Images();
        var finished = images.Finish();

        var found = TemplateArtifact.Find(images.Paths.Templates, "plain", finished.Fingerprint).ShouldNotBeNull();

        found.Disk.ShouldBe(Path.Combine(finished.Folder, "disk.qcow2"));
        found.Kernel.ShouldBe(Path.Combine(finished.Folder, "vmlinuz"));
        found.KernelCommandLine.ShouldBe("root=LABEL=root");
        found.VirtualSize.ToString().ShouldBe("2GiB");
    }

    public static TheoryData<string, Action<string>> Damages { get; } = new()
    {
        { "no manifest", folder => File.Delete(Path.Combine(folder, "manifest.json")) },
        { "a manifest cut short", folder => Edit(folder, text => text[..(text.Length / 2)]) },
        { "an empty manifest", folder => Edit(folder, _ => "") },
        { "a manifest of another schema", folder => Edit(folder, text => text.Replace("\"schema\": 1", "\"schema\": 99", StringComparison.Ordinal)) },
        { "a manifest without files", folder => Edit(folder, text => text.Replace("\"files\"", "\"filez\"", StringComparison.Ordinal)) },
        { "another image's manifest", folder => Edit(folder, text => text.Replace("\"plain\"", "\"other\"", StringComparison.Ordinal)) },
        { "a disk cut short", folder => File.WriteAllText(Path.Combine(folder, "disk.qcow2"), "cut") },
        { "no kernel", folder => File.Delete(Path.Combine(folder, "vmlinuz")) },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_template_is_not_trusted(string what, Action<string> damage)
    {
        using var images = new Images();
        var finished = images.Finish();
        damage(finished.Folder);

        TemplateArtifact.Open(finished.Folder).ShouldBeNull(what);
        images.Plan().HasChanges.ShouldBeTrue();
    }

    private static void Edit(string folder, Func<string, string> change)
    {
        var path = Path.Combine(folder, "manifest.json");
        File.WriteAllText(path, change(File.ReadAllText(path)));
    }
}

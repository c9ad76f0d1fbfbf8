using JamLab.Stages.State;
using JamLab.Stages.Templates;

namespace JamLab.Tests.Templates;

/// <summary>A throw-away repository with one image and a cache, for tests that build nothing.</summary>
internal sealed class Images : IDisposable
{
    public const string Plain = """
        include: _base
        disk: 2GiB
        kernel_command_line: root=LABEL=root
        debian:
          release: bookworm
          packages: [systemd, openssh-server]
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("jamlab-images-").FullName;

    public Images(string imageFile = Plain)
    {
        Paths = new LabPaths(_root, "local", Path.Combine(_root, "cache"));
        Write("_base/scripts/10-sshd.sh", "echo sshd\n");
        Write("_base/template.pkr.hcl", "build {}\n");
        Write("plain/image.yml", imageFile);
    }

    public LabPaths Paths { get; }

    public TemplatePlan Plan(bool force = false) => TemplateStage.Plan(Paths, ["plain"], force);

    public void Write(string name, string content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public string PathOf(string name) => Path.Combine(Paths.Images, name);

    /// <summary>A finished template as a build of the present inputs would leave it.</summary>
    public TemplateArtifact Finish(DateTimeOffset? created = null)
    {
        var fingerprint = Plan(force: true).Templates[0].Fingerprint;
        var folder = Directory.CreateDirectory(Path.Combine(Paths.Templates, TemplateArtifact.FolderName("plain", fingerprint.Value))).FullName;
        foreach (var file in new[] { TemplateArtifact.DiskName, TemplateArtifact.KernelName, TemplateArtifact.InitrdName })
            File.WriteAllText(Path.Combine(folder, file), "content");
        File.WriteAllText(Path.Combine(folder, TemplateManifest.FileName), Manifest(fingerprint, created ?? DateTimeOffset.UnixEpoch).ToJson());
        return TemplateArtifact.Open(folder)!;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static TemplateManifest Manifest(TemplateFingerprint fingerprint, DateTimeOffset created) => new()
    {
        Schema = TemplateManifest.CurrentSchema,
        Image = "plain",
        Fingerprint = fingerprint.Value,
        Created = created,
        Seconds = new Dictionary<string, double> { ["packer"] = 51.5 },
        Inputs = fingerprint.Inputs,
        Files = new[] { TemplateArtifact.DiskName, TemplateArtifact.KernelName, TemplateArtifact.InitrdName }.ToDictionary(name => name, _ => new ManifestFile(7, "00")),
        VirtualSize = 2L << 30,
        KernelCommandLine = "root=LABEL=root",
        Packages = new Dictionary<string, string> { ["systemd"] = "252" },
        Tools = new Dictionary<string, string> { ["packer"] = "1.6.6" },
    };
}

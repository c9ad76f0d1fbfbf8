using System.Net;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Pki;
using JamLab.Stages.State;
using JamLab.Tests.Output;
using JamLab.Tests.Support;

namespace JamLab.Tests.Configuration.Pki;

/// <summary>An authority over a folder of its own; each <see cref="Run"/> is a later run of JamLab on the same state.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ManualTime Time { get; } = new();

    public List<Secret> Opened { get; } = [];

    public string Folder => Path.Combine(_folder.Path, "environments", "test", ".state", "nspawn", "pki");

    public CertificateAuthority Run(string domain = "lab.internal", string network = "10.77.0.0/24", bool isDryRun = false)
    {
        var parts = network.Split('/');
        var cidr = new Cidr(IPAddress.Parse(parts[0]), int.Parse(parts[1]));
        var networks = new Dictionary<string, Network> { ["lab"] = new(Of("lab"), Of(cidr), null, [], null, null) };
        return new CertificateAuthority(new LabPaths(_folder.Path, "test", _folder / "cache"), "nspawn", new Lab(Of("test"), Of(domain), Of("Etc/UTC"), networks), Time, Opened.Add, isDryRun);
    }

    public string Write(string name, string content) => _folder.With(name, content);

    public void Dispose() => _folder.Dispose();

    private static Sourced<T> Of<T>(T value) => new(value, new SourceSpan("inventory.yml", 1, 1));
}

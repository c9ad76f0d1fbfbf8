using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.State;

namespace JamLab.Stages.Services;

/// <summary>From the inventory's services to definitions: contents of files are read from the environment's folder, secrets made where there are none yet.</summary>
internal sealed class DefinitionReader(string environmentFolder, ISecrets secrets)
{
    // As for plain files: contents travel inside scripts.
    private const long Largest = 16 << 20;

    private readonly List<Diagnostic> _problems = [];

    /// <summary>Definitions by service; throws all mistakes together.</summary>
    public IReadOnlyDictionary<string, ServiceDefinition> Read(IEnumerable<Service> services)
    {
        var definitions = services.ToDictionary(service => service.Name.Value, Read, StringComparer.Ordinal);
        return _problems.Count == 0 ? definitions : throw new DiagnosticException([.. _problems]);
    }

    private ServiceDefinition Read(Service service)
    {
        var (kind, program) = service switch
        {
            { Image: { } image } => (ServiceKind.Image, image.Value),
            { Unit: { } unit } => (ServiceKind.Unit, unit.Value),
            { Job: { } job } => (ServiceKind.Job, Job(job)),
            _ => (ServiceKind.Command, service.Command?.Value ?? ""),
        };
        return new ServiceDefinition(service.Name, kind, program)
        {
            Packages = [.. service.Packages.Select(name => name.Value)],
            Ports = Sorted(service.Ports, port => port.Value),
            Routed = service.Ports.ContainsKey(Service.RoutedPort) ? Service.RoutedPort : service.Ports.Count == 1 ? service.Ports.Keys.First() : null,
            Environment = Sorted(service.Environment, value => value.Value),
            Secrets = Sorted(service.Secrets.ToDictionary(one => one.Key, one => SecretName(service, one.Key, one.Value)), name => name),
            Files = [.. service.Files.SelectMany(Files).OrderBy(file => file.To, StringComparer.Ordinal).ThenBy(file => file.Below, StringComparer.Ordinal)],
            Volumes = [.. service.Volumes.Values.OrderBy(volume => volume.Name.Value, StringComparer.Ordinal).Select(volume => new DefinedVolume(volume.Name, volume.Path, volume.Nfs?.Value.ToString()))],
            Check = new DefinedCheck(service.Check.Http?.Value, service.Check.Command?.Value, service.Check.Port?.Value, Whole(service.Check.Interval), Whole(service.Check.Timeout)),
            Memory = service.Resources.Memory?.Value.Bytes,
            Cpu = service.Resources.Cpu?.Value,
        };
    }

    // A sealed value is kept beside the others under a name of its own, so that versions of the past still find it.
    private string SecretName(Service service, string variable, ServiceSecret secret)
    {
        if (secret.Name is { } name)
        {
            secrets.GetOrCreate(name.Value, () => NewSecret.Password());
            return name.Value;
        }

        var value = secret.Sealed!.Value.Value;
        var kept = $"service/{service.Name}/{variable}/{StableHash.Hex(value.Reveal(), 8)}";
        secrets.GetOrCreate(kept, () => value);
        return kept;
    }

    private string Job(Sourced<string> job)
    {
        var path = Path.GetFullPath(Path.Combine(environmentFolder, job.Value));
        if (System.IO.File.Exists(path))
            return System.IO.File.ReadAllText(path);
        _problems.Add(new Diagnostic("JAM0361", Severity.Error, job.Source, $"'{job}' is no file of the environment", $"put it at {path}"));
        return "";
    }

    private IEnumerable<DefinedFile> Files(ServiceFile file)
    {
        var path = Path.GetFullPath(Path.Combine(environmentFolder, file.From.Value));
        if (System.IO.File.Exists(path))
            return Content(file, path) is { } content ? [new DefinedFile(file.To, "", content, IsExecutable(path))] : [];
        if (Directory.Exists(path))
        {
            return [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(one => (Path: one, Content: Content(file, one))).Where(one => one.Content is not null)
                .Select(one => new DefinedFile(file.To, Path.GetRelativePath(path, one.Path), one.Content!, IsExecutable(one.Path)))];
        }

        _problems.Add(new Diagnostic("JAM0361", Severity.Error, file.From.Source, $"'{file.From}' is neither a file nor a folder of the environment", $"put it at {path}"));
        return [];
    }

    private byte[]? Content(ServiceFile file, string path)
    {
        if (new FileInfo(path) is { Length: > Largest } large)
        {
            _problems.Add(new Diagnostic("JAM0362", Severity.Error, file.From.Source, $"{path} has {large.Length >> 20} MiB; a service's file may have {Largest >> 20}", "put it in a package or an image"));
            return null;
        }

        return System.IO.File.ReadAllBytes(path);
    }

    private static bool IsExecutable(string path) => !OperatingSystem.IsWindows() && System.IO.File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);

    private static int Whole(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));

    private static SortedDictionary<string, TResult> Sorted<TValue, TResult>(IReadOnlyDictionary<string, TValue> values, Func<TValue, TResult> value) =>
        new(values.ToDictionary(one => one.Key, one => value(one.Value)), StringComparer.Ordinal);
}

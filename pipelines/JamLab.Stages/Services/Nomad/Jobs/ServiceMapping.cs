using System.Text;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>From the inventory's service to what Nomad is told.</summary>
public static class ServiceMapping
{
    // A job with its files is one entry of Nomad's log, which takes half a megabyte well.
    private const int LargestFiles = 256 << 10;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>A service with an image or a command; one that Nomad cannot run so is a <see cref="DiagnosticException"/> with all reasons.</summary>
    /// <param name="service">As the inventory says it, without a job file.</param>
    /// <param name="candidates">The hosts that may run it; of these Nomad's clients.</param>
    /// <param name="version">What its jobs bear; another one replaces all instances.</param>
    /// <param name="secrets">Opened, by environment variable.</param>
    /// <param name="files">The inventory's files with their contents, folders as each file in them: path, bytes, whether it is a program.</param>
    public static NomadService Of(
        Service service, IReadOnlyList<Host> candidates, string version, IReadOnlyDictionary<string, Secret> secrets, IReadOnlyList<(string Path, byte[] Content, bool IsExecutable)> files)
    {
        if (service.Image is null && service.Command is null)
            throw new ArgumentException($"{service.Name} is neither an image nor a command", nameof(service));
        var nodes = candidates.Where(host => !host.Server && host.Roles.Any(role => role.Value == "nomad")).Select(host => host.Name.Value).ToList();
        var problems = new List<Diagnostic>();
        if (nodes.Count == 0)
            problems.Add(Problem("JAM0452", service.Name.Source, $"Nomad has no client among the hosts that may run '{service.Name}': {string.Join(", ", candidates.Select(host => host.Name.Value))}", "servers run no services: give a group with hosts that have the role nomad and not server: true"));
        var texts = files.Select(file => Text(service, file, problems)).ToList();
        if (files.Sum(file => (long)file.Content.Length) > LargestFiles)
            problems.Add(Problem("JAM0453", FilesPlace(service), $"the files of '{service.Name}' have {files.Sum(file => (long)file.Content.Length) >> 10} KiB; Nomad takes {LargestFiles >> 10} KiB of them well", "put them into the image, or on a volume"));
        if (problems.Count > 0)
            throw new DiagnosticException(problems);

        var ports = service.Ports.ToDictionary(one => one.Key, one => one.Value.Value);
        return new NomadService(service.Name, version, nodes)
        {
            Count = service.Count,
            Distinct = service.Constraints.Distinct,
            Image = service.Image?.Value,
            Command = service.Command?.Value,
            Ports = ports,
            RoutedPort = ports.ContainsKey(Service.RoutedPort) ? Service.RoutedPort : ports.Count == 1 ? ports.Keys.First() : null,
            Environment = service.Environment.ToDictionary(one => one.Key, one => one.Value.Value),
            Secrets = secrets,
            Files = texts,
            Volumes = service.Volumes.Values.ToDictionary(volume => HostVolume(service, volume), volume => new NomadMount(volume.Path)),
            Check = ports.Count == 0 ? null : new NomadCheck(service.Check.Http?.Value, service.Check.Command?.Value) { Port = service.Check.Port?.Value, Interval = service.Check.Interval, Timeout = service.Check.Timeout },
            Cpu = service.Resources.Cpu?.Value,
            Memory = service.Resources.Memory is { } memory ? (int)Math.Max(1, (memory.Value.Bytes + (1 << 20) - 1) >> 20) : null,
            Update = new NomadUpdate { Parallel = service.Update.Parallel, Canary = service.Update.Canary, HealthyWithin = service.Update.HealthyWithin, AutoRevert = service.Update.AutoRevert },
        };
    }

    /// <summary>The name in the role nomad's <c>host_volumes</c>: the service's is in it, so that no two services share data by accident.</summary>
    public static string HostVolume(Service service, Volume volume) => $"{service.Name}-{volume.Name}";

    private static NomadFile Text(Service service, (string Path, byte[] Content, bool IsExecutable) file, List<Diagnostic> problems)
    {
        try
        {
            return new NomadFile(file.Path, Strict.GetString(file.Content), file.IsExecutable);
        }
        catch (ArgumentException)
        {
            problems.Add(Problem("JAM0454", FilesPlace(service), $"{file.Path} of '{service.Name}' is not text in UTF-8, and Nomad's templates hold nothing else", "put it into the image, or on a volume"));
            return new NomadFile(file.Path, "");
        }
    }

    private static SourceSpan FilesPlace(Service service) => service.Files.Count > 0 ? service.Files[0].From.Source : service.Name.Source;

    private static Diagnostic Problem(string code, SourceSpan place, string message, string help) => new(code, Severity.Error, place, message, help);
}

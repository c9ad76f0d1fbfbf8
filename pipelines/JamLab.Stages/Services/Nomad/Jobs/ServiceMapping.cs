using System.Text;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>From a version of a service to what Nomad is told: the definition says what runs, the inventory's service where, how many and how it is updated.</summary>
internal static class ServiceMapping
{
    // A job with its files is one entry of Nomad's log, which takes half a megabyte well.
    private const int LargestFiles = 256 << 10;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>An image or a command; one that Nomad cannot run so is a <see cref="DiagnosticException"/> with all reasons.</summary>
    /// <param name="deployment">A definition without a job file.</param>
    /// <param name="candidates">The hosts that may run it; of these Nomad's clients.</param>
    /// <param name="secret">Opens a secret of the environment's state.</param>
    public static NomadService Of(Deployment deployment, IReadOnlyList<Host> candidates, Func<string, Secret> secret)
    {
        var (service, definition) = (deployment.Service, deployment.Definition);
        var nodes = candidates.Where(host => !host.Server && Has(host, "nomad")).ToList();
        var problems = new List<Diagnostic>();
        if (nodes.Count == 0)
            problems.Add(Problem("JAM0452", service.Name.Source, $"Nomad has no client among the hosts that may run '{service.Name}': {string.Join(", ", candidates.Select(host => host.Name.Value))}", "servers run no services: give a group with hosts that have the role nomad and not server: true"));
        var texts = definition.Files.Select(file => Text(service, file, problems)).ToList();
        if (definition.Files.Sum(file => (long)file.Content.Length) is var size and > LargestFiles)
            problems.Add(Problem("JAM0453", FilesPlace(service), $"the files of '{service.Name}' have {size >> 10} KiB; Nomad takes {LargestFiles >> 10} KiB of them well", "put them into the image, or on a volume"));
        if (problems.Count > 0)
            throw new DiagnosticException(problems);

        return new NomadService(service.Name, deployment.Version, [.. nodes.Select(host => host.Name.Value)])
        {
            InConsul = nodes.TrueForAll(host => Has(host, "consul")),
            Count = service.Count,
            Distinct = service.Constraints.Distinct,
            Image = definition.Kind == ServiceKind.Image ? definition.Program : null,
            Command = definition.Kind == ServiceKind.Command ? definition.Program : null,
            Ports = definition.Ports,
            RoutedPort = definition.Routed,
            Environment = definition.Environment,
            Secrets = definition.Secrets.ToDictionary(one => one.Key, one => secret(one.Value)),
            Files = texts,
            Volumes = definition.Volumes.ToDictionary(volume => HostVolume(definition, volume), volume => new NomadMount(volume.Path)),
            Check = definition.Ports.Count == 0 ? null : Check(definition.Check),
            Cpu = definition.Cpu,
            Memory = definition.Memory is { } bytes ? (int)Math.Max(1, (bytes + (1 << 20) - 1) >> 20) : null,
            Update = new NomadUpdate { Parallel = service.Update.Parallel, Canary = service.Update.Canary, HealthyWithin = service.Update.HealthyWithin, AutoRevert = service.Update.AutoRevert },
        };
    }

    /// <summary>The name in the role nomad's <c>host_volumes</c>: the service's is in it, so that no two services share data by accident.</summary>
    public static string HostVolume(ServiceDefinition definition, DefinedVolume volume) => $"{definition.Name}-{volume.Name}";

    private static NomadCheck Check(DefinedCheck check) => new(check.Http, check.Command)
    {
        Port = check.Port,
        Interval = TimeSpan.FromSeconds(check.IntervalSeconds),
        Timeout = TimeSpan.FromSeconds(check.TimeoutSeconds),
    };

    private static NomadFile Text(Service service, DefinedFile file, List<Diagnostic> problems)
    {
        var path = file.Below.Length == 0 ? file.To : $"{file.To.TrimEnd('/')}/{file.Below}";
        try
        {
            return new NomadFile(path, Strict.GetString(file.Content), file.IsExecutable);
        }
        catch (ArgumentException)
        {
            problems.Add(Problem("JAM0454", FilesPlace(service), $"{path} of '{service.Name}' is not text in UTF-8, and Nomad's templates hold nothing else", "put it into the image, or on a volume"));
            return new NomadFile(path, "");
        }
    }

    private static bool Has(Host host, string role) => host.Roles.Any(one => one.Value == role);

    private static SourceSpan FilesPlace(Service service) => service.Files.Count > 0 ? service.Files[0].From.Source : service.Name.Source;

    private static Diagnostic Problem(string code, SourceSpan place, string message, string help) => new(code, Severity.Error, place, message, help);
}

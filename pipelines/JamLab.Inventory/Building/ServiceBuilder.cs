using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Building;

/// <summary>Makes a service of the model from its section, in which no error was found.</summary>
internal static class ServiceBuilder
{
    public static Service Build(Named<string, Section> one, Lab lab)
    {
        var (name, section) = one;
        return new Service(
            name,
            [.. section.List(S.HostNames).Select(host => host with { Value = Complete(host.Value, lab.Domain.Value) })],
            section.Get(S.Group),
            section.Get(S.Host),
            section.Get(S.Count) ?? new Sourced<int>(1, name.Source),
            section.Get(S.Image),
            section.List(S.DependsOn))
        {
            Runtime = Runtime(section, lab.Runtime),
            Command = section.Get(S.Command),
            Unit = section.Get(S.Unit),
            Job = section.Get(S.Job),
            Packages = section.List(S.Packages),
            Files = [.. section.List(S.Files).Select(file => new ServiceFile(file.Name, file.Value))],
            Ports = Ports(section),
            Environment = section.List(S.Environment).ToDictionary(variable => variable.Name.Value, variable => variable.Value, StringComparer.Ordinal),
            Secrets = section.List(S.Secrets).ToDictionary(variable => variable.Name.Value, variable => variable.Value, StringComparer.Ordinal),
            Volumes = section.List(S.Volumes).ToDictionary(volume => volume.Name.Value, Volume, StringComparer.Ordinal),
            Check = Check(section.Get(S.Check)?.Value),
            Resources = new ServiceResources { Cpu = section.Get(S.Resources)?.Value.Get(S.Cpu), Memory = section.Get(S.Resources)?.Value.Get(S.Memory) },
            Update = Update(section.Get(S.Update)?.Value),
            Exposure = section.Get(S.Exposure)?.Value ?? Exposure.Internal,
            Constraints = Constraints(section.Get(S.Constraints)?.Value),
            Backup = Backup(section.Get(S.Backup)?.Value),
        };
    }

    /// <summary>A name without a dot is in the lab's domain; <c>*.apps</c> stands for all names below such a one.</summary>
    public static string Complete(string name, string domain)
    {
        var own = name.StartsWith("*.", StringComparison.Ordinal) ? name.AsSpan(2) : name;
        return own.Contains('.') ? name : $"{name}.{domain}";
    }

    /// <summary>A job is Nomad's and a unit systemd's, whatever the lab says.</summary>
    public static ServiceRuntime Runtime(Section section, ServiceRuntime lab) =>
        section.Get(S.Runtime)?.Value ?? (section.Mentions(S.Job) ? ServiceRuntime.Nomad : section.Mentions(S.Unit) ? ServiceRuntime.Systemd : lab);

    public static OrderedDictionary<string, Sourced<int>> Ports(Section section)
    {
        var ports = new OrderedDictionary<string, Sourced<int>>(StringComparer.Ordinal);
        if (section.Get(S.Port) is { } port)
            ports.Add(Service.RoutedPort, port);
        foreach (var (name, number) in section.List(S.Ports))
            ports.TryAdd(name.Value, number);
        return ports;
    }

    private static Volume Volume(Named<string, Section> volume) => new(volume.Name, volume.Value.Get(S.VolumePath)!.Value)
    {
        Nfs = volume.Value.Get(S.Nfs),
        Backup = volume.Value.Get(S.VolumeBackup)?.Value ?? false,
    };

    private static ServiceCheck Check(Section? section)
    {
        var usual = new ServiceCheck();
        return new ServiceCheck
        {
            Http = section?.Get(S.CheckHttp),
            Command = section?.Get(S.CheckCommand),
            Port = section?.Get(S.CheckPort),
            Interval = section?.Get(S.Interval)?.Value ?? usual.Interval,
            Timeout = section?.Get(S.Timeout)?.Value ?? usual.Timeout,
        };
    }

    private static ServiceUpdate Update(Section? section)
    {
        var usual = new ServiceUpdate();
        return new ServiceUpdate
        {
            Parallel = section?.Get(S.Parallel)?.Value ?? usual.Parallel,
            Canary = section?.Get(S.Canary)?.Value ?? usual.Canary,
            HealthyWithin = section?.Get(S.HealthyWithin)?.Value ?? usual.HealthyWithin,
            AutoRevert = section?.Get(S.AutoRevert)?.Value ?? usual.AutoRevert,
        };
    }

    private static ServiceConstraints Constraints(Section? section) => new()
    {
        Hosts = section?.List(S.OnlyHosts) ?? [],
        Roles = section?.List(S.OnlyRoles) ?? [],
        Distinct = section?.Get(S.Distinct)?.Value ?? true,
    };

    private static ServiceBackup Backup(Section? section)
    {
        var to = section?.Get(S.BackupTo);
        return new ServiceBackup
        {
            Command = section?.Get(S.BackupCommand),
            Keep = section?.Get(S.Keep)?.Value ?? new ServiceBackup().Keep,
            Folder = to?.Value.Folder is { } folder ? folder with { Source = to.Value.Source } : null,
            Nfs = to?.Value.Nfs is { } nfs ? nfs with { Source = to.Value.Source } : null,
        };
    }
}

using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Services.Systemd;

/// <summary>One of two places on a host where a version of a service can be, so that the new one starts beside the old one.</summary>
internal sealed record Slot(string Service, char Letter, IReadOnlyDictionary<string, int> Ports)
{
    public const string Root = "/etc/jamlab/services";

    public static readonly char[] Letters = ['a', 'b'];

    public string ServiceFolder => $"{Root}/{Service}";

    public string Folder => $"{ServiceFolder}/{Letter}";

    /// <summary>Unit and container have this name.</summary>
    public string Name => $"jamlab-{Service}-{Letter}";

    public string UnitName => $"{Name}.service";

    public string UnitFile => $"/etc/systemd/system/{UnitName}";

    public string Registration => $"{ConsulConfiguration.ServicesFolder}/{Name}.json";

    public string ConsulId(string host) => $"{Service}-{Letter}-{host}";
}

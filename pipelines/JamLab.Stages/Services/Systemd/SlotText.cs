using JamLab.Convergence;
using JamLab.Inventory;
using JamLab.Stages.Configuration;

namespace JamLab.Stages.Services.Systemd;

/// <summary>One version of a service in one slot of one host, as files.</summary>
internal sealed class SlotText(ServiceDefinition definition, string version, Slot slot, Site site, Func<string, Secret> secret)
{
    private const int Private = 0b110_000_000;
    private const int Executable = 0b111_101_101;

    public Slot Slot => slot;

    public string Version => version;

    /// <summary>What is written when the version comes here. The first one is written last: a folder without it was not finished.</summary>
    public IReadOnlyList<SlotFile> Files =>
    [
        new SlotFile($"{slot.Folder}/version", Mark),
        .. definition.Secrets.Count == 0 ? [] : new[] { new SlotFile(EnvironmentFile, SecretEnvironment, Private) },
        .. definition.Files.Select(file => new SlotFile($"{Seen(file.To)}{(file.Below.Length == 0 ? "" : $"/{file.Below}")}", HostText.FromBytes(file.Content), file.IsExecutable ? Executable : 0b110_100_100)),
        .. definition.Kind == ServiceKind.Unit && Targets.Count > 0 ? [new SlotFile(TargetsFile, string.Concat(Targets.Select((target, index) => $"{index} {target}\n")))] : Array.Empty<SlotFile>(),
        new SlotFile(definition.Kind == ServiceKind.Unit ? DropIn : slot.UnitFile, new UnitText(definition, version, slot, site, Mounts, EnvironmentFile).Text),
    ];

    /// <summary>What Consul reads; null on a host without it.</summary>
    public SlotFile? Registration => site.HasConsul ? new SlotFile(slot.Registration, ConsulRegistration.For(definition, version, slot, site), 0b110_100_000) : null;

    /// <summary>The version and the ports that it listens on.</summary>
    public string Mark => $"{version}{string.Concat(slot.Ports.OrderBy(port => port.Key, StringComparer.Ordinal).Select(port => $" {port.Key}={port.Value}"))}\n";

    /// <summary>The slot's additions to a unit that a package brings.</summary>
    public string DropIn => $"{slot.Folder}/unit.conf";

    /// <summary>Where the files of a packaged unit go: a unit's own sandbox may hide what is put before it, so that they are copied to their places.</summary>
    public string TargetsFile => $"{slot.Folder}/targets";

    private string EnvironmentFile => $"{slot.Folder}/env";

    private IReadOnlyList<string> Targets => [.. definition.Files.Select(file => file.To).Distinct().Order(StringComparer.Ordinal)];

    private IEnumerable<(string From, string To)> Mounts => Targets.Select(target => (Seen(target), target));

    private HostText SecretEnvironment =>
        HostText.Secret(string.Concat(definition.Secrets.Select(one => UnitWords.Line(one.Key, secret(one.Value).Reveal()))));

    private string Seen(string target) => $"{slot.Folder}/files/{((List<string>)[.. Targets]).IndexOf(target)}";
}

using JamLab.Inventory.Model;
using JamLab.Stages.Services.Systemd;

namespace JamLab.Stages.Services.Backup;

/// <summary>A volume that backups hold, and its folder on the host.</summary>
internal sealed record VolumePlace(string Name, string Folder)
{
    /// <summary>A packaged unit's data lies where its program has it; all others' where JamLab puts it.</summary>
    public static IReadOnlyList<VolumePlace> Of(Service service) =>
    [
        .. service.Volumes.Values.Where(volume => volume.Backup).OrderBy(volume => volume.Name.Value, StringComparer.Ordinal)
            .Select(volume => new VolumePlace(volume.Name, service.Unit is not null ? volume.Path.Value : UnitText.VolumeFolder(service.Name, volume.Name))),
    ];
}

using JamLab.Stages.Services.Backup;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Backup;

public sealed class VolumePlaceTests
{
    [Fact]
    public void Only_what_says_so_is_backed_up_and_a_packaged_units_data_lies_where_its_program_has_it()
    {
        var inventory = ServiceLab.Of("""
            notes: { host: vs0, command: x, volumes: { data: { path: /data, backup: true }, cache: /cache } }
            db: { host: vs0, unit: postgresql.service, packages: [postgresql], volumes: { data: { path: /var/lib/postgresql, backup: true } } }
            """);
        VolumePlace.Of(inventory.Services["notes"]).ShouldBe([new VolumePlace("data", "/var/lib/jamlab/notes/data")]);
        VolumePlace.Of(inventory.Services["db"]).ShouldBe([new VolumePlace("data", "/var/lib/postgresql")]);
    }
}

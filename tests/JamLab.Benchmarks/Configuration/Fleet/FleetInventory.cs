namespace JamLab.Benchmarks.Configuration.Fleet;

/// <summary>The fleet as JamLab's users write it: an inventory, a role's parameter, and plain files.</summary>
internal static class FleetInventory
{
    public static string Text(int hosts, Wanted wanted) => $$"""
        schema: 1
        lab:
          name: fleet
          domain: fleet.internal
          networks:
            fleet: { cidr: 10.78.0.0/16 }
        hypervisor: nspawn
        defaults:
          template: debian-12
          cores: 1
          memory: 256MiB
          disk: 4GiB
          ready_within: 15m
          roles: [fleet]
          parameters:
            fleet: { size: {{wanted.Size}} }
        vms:
          n[00..{{hosts - 1:00}}]:
            address: 10.78.1.0

        """;

    public static void WriteFiles(Wanted wanted, string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach (var (path, text) in wanted.Files)
        {
            var file = Path.Combine(folder, path.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}

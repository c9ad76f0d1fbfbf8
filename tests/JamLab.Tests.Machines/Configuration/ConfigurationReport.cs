using System.Text.Json;
using JamLab.Tests.Machines.Lab.Support;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>What the last run of ConfigureBase wrote about its hosts.</summary>
internal sealed record ConfigurationReport(IReadOnlyList<ReportedHost> Hosts)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static ConfigurationReport Last(TestLab lab)
    {
        var file = Directory.GetFiles(lab.Artifacts, "configure-*.json").MaxBy(File.GetLastWriteTimeUtc)!;
        return JsonSerializer.Deserialize<ConfigurationReport>(File.ReadAllText(file), Options)!;
    }
}

/// <summary>A host in the report.</summary>
internal sealed record ReportedHost(string Host, string Outcome, int RoundTrips, string? Problem);

using System.Globalization;
using System.Text;
using System.Text.Json;
using JamLab.Convergence.Running;

namespace JamLab.Stages.Configuration.Reports;

/// <summary>Writes a run's report as <c>configure-&lt;UTC time&gt;.html</c> and <c>.json</c>; earlier reports stay.</summary>
internal sealed class ReportFiles(string folder)
{
    /// <summary>Returns the page's path.</summary>
    public string Write(IReadOnlyList<HostReport> reports, string environment, DateTimeOffset started)
    {
        Directory.CreateDirectory(folder);
        var name = $"configure-{started.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}";
        var path = Path.Combine(folder, name + ".html");
        for (var n = 2; File.Exists(path); n++)
            path = Path.Combine(folder, $"{name}-{n}.html");
        File.WriteAllText(Path.ChangeExtension(path, ".json"), Json(reports, environment, started));
        File.WriteAllText(path, ReportPage.Write(reports, environment, started));
        return path;
    }

    public static string Json(IReadOnlyList<HostReport> reports, string environment, DateTimeOffset started) =>
        JsonSerializer.Serialize(new RunReport(environment, started, reports), ReportJson.Default.RunReport) + "\n";
}

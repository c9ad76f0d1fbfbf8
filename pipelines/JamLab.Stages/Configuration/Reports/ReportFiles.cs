using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using JamLab.Convergence.Running;

namespace JamLab.Stages.Configuration.Reports;

/// <summary>Writes a run's report as <c>configure-&lt;UTC time&gt;.html</c> and <c>.json</c>; earlier reports stay.</summary>
internal sealed class ReportFiles(string folder)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new Seconds() },
    };

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
        JsonSerializer.Serialize(new { environment, started, hosts = reports }, Options) + "\n";

    private sealed class Seconds : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TimeSpan.FromSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(Math.Round(value.TotalSeconds, 3));
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using JamLab.Convergence.Running;

namespace JamLab.Stages.Configuration.Reports;

/// <summary>A run as its file tells it; times in seconds.</summary>
internal sealed record RunReport(string Environment, DateTimeOffset Started, IReadOnlyList<HostReport> Hosts);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(OutcomeText<HostOutcome>), typeof(OutcomeText<ResourceOutcome>), typeof(SecondsConverter)])]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class ReportJson : JsonSerializerContext;

/// <summary>A time span as a number of seconds, to the millisecond.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TimeSpan.FromSeconds(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(Math.Round(value.TotalSeconds, 3));
}

/// <summary>An outcome in camel case.</summary>
internal sealed class OutcomeText<TOutcome> : JsonConverter<TOutcome>
    where TOutcome : struct, Enum
{
    public override TOutcome Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Enum.Parse<TOutcome>(reader.GetString()!, ignoreCase: true);

    public override void Write(Utf8JsonWriter writer, TOutcome value, JsonSerializerOptions options) => writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
}

using System.Text.Json.Serialization;

namespace JamLab.Stages.Services;

/// <summary>Definitions and histories as they are kept; made when this is compiled, since a run with nothing to do has no time for reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ServiceDefinition))]
[JsonSerializable(typeof(ServiceRecord))]
internal sealed partial class ServiceJson : JsonSerializerContext;

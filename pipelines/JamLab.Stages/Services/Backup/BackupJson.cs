using System.Text.Json.Serialization;

namespace JamLab.Stages.Services.Backup;

/// <summary>Manifests as they are kept: one line each, so that a host can hand out many.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;

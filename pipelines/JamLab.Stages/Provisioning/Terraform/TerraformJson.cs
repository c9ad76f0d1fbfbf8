using System.Text.Json.Serialization;
using JamLab.Stages.Provisioning.Machines;

namespace JamLab.Stages.Provisioning.Terraform;

/// <summary>Every type that stands in what Terraform is told.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, object>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, string>>))]
[JsonSerializable(typeof(Dictionary<string, TemplateSpec>))]
[JsonSerializable(typeof(Dictionary<string, MachineSpec>))]
internal sealed partial class TerraformJson : JsonSerializerContext;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using JamLab.Stages.Configuration.Reports;
using JamLab.Stages.Provisioning;

namespace JamLab.Stages.Plans;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(OutcomeText<MachineAction>), typeof(OutcomeText<ServiceAction>)])]
[JsonSerializable(typeof(LabPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;

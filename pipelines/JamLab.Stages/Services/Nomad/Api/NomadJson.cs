using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace JamLab.Stages.Services.Nomad.Api;

/// <summary>Nomad's answers, as far as they are read.</summary>
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(List<JsonObject>))]
[JsonSerializable(typeof(List<JobStub>))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(RegisterAnswer))]
[JsonSerializable(typeof(StopAnswer))]
[JsonSerializable(typeof(VariableAnswer))]
[JsonSerializable(typeof(Evaluation))]
[JsonSerializable(typeof(List<Evaluation>))]
[JsonSerializable(typeof(NomadDeployment))]
[JsonSerializable(typeof(List<NomadDeployment>))]
[JsonSerializable(typeof(List<Allocation>))]
internal sealed partial class NomadJson : JsonSerializerContext;

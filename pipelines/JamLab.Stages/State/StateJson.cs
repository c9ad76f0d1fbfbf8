using System.Text.Json.Serialization;
using JamLab.Stages.Ssh;

namespace JamLab.Stages.State;

/// <summary>How small files of the state are written. Made by the compiler, since finding out the same by reflection is a tenth of what a run with nothing to change costs.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(Dictionary<string, SshEndpoint>))]
internal sealed partial class StateJson : JsonSerializerContext;

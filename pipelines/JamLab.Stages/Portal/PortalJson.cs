using System.Text.Json.Serialization;

namespace JamLab.Stages.Portal;

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PortalJson : JsonSerializerContext;

namespace JamLab.Stages.Services.Nomad.Api;

/// <summary>One server gave no whole answer; when the request was not even sent, another server can be asked whatever it is.</summary>
internal sealed class ServerFailure(string server, string what, bool wasSent) : Exception($"{server} {what}")
{
    public bool WasSent { get; } = wasSent;

    /// <summary>Somebody answers there who is not a server of this lab: waiting will not change that.</summary>
    public bool IsImpostor { get; init; }
}

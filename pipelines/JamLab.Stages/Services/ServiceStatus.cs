namespace JamLab.Stages.Services;

/// <summary>A service as it is now.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Wanted">How many instances there should be.</param>
/// <param name="Instances">Those that there are, wherever they are.</param>
public sealed record ServiceStatus(string Service, int Wanted, IReadOnlyList<InstanceStatus> Instances)
{
    public int Healthy => Instances.Count(instance => instance.IsHealthy);
}

/// <summary>An instance: its host, version and state in one word (<c>passing</c>, <c>critical</c>, <c>failed</c>).</summary>
public sealed record InstanceStatus(string Host, string? Version, string State, bool IsHealthy);
